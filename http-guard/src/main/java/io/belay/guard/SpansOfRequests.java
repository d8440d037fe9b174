package io.belay.guard;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * The span of a request. What went wrong in it is named by its class alone: the words of an
 * exception, and the places it was seen at, quote the request's path.
 */
@Order(SpansOfRequests.BEFORE_ANY_OTHER)
public final class SpansOfRequests
    extends PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> {
  /** As Spring Boot has the one in whose place this stands: a caller's trace is continued. */
  static final int BEFORE_ANY_OTHER = 1_000;

  public SpansOfRequests(Tracer tracer, Propagator propagator) {
    super(tracer, propagator);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ServerRequestObservationContext;
  }

  @Override
  public void onError(ServerRequestObservationContext context) {
    var failure = context.getError();
    if (failure != null) {
      getRequiredSpan(context).error(new NamedFailure(failure.getClass().getName()));
    }
  }

  /** Neither words nor places, but the name of another. */
  private static final class NamedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    NamedFailure(String name) {
      super(name, null, false, false);
    }
  }
}
