package io.belay.notification;

import io.belay.contract.TraceParent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * Makes the spans of a message's way to its gateway, exported where the configuration says so, and
 * tells the log which case and trace it is about.
 */
public final class MessageSpans {
  /** The parent passes through. */
  public static final MessageSpans NONE = new MessageSpans(Tracer.NOOP);

  private static final String CASE_ID = "case.id";
  private static final String TRACE_ID = "traceId";
  private static final String SPAN_ID = "spanId";

  private final Tracer tracer;

  public MessageSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * A span from now until it is closed, below {@code parent}; without a parent there is none. To be
   * closed by the thread that opened it.
   *
   * @param name what is done
   */
  public Open within(Optional<TraceParent> parent, String name, String caseId) {
    var span = parent.filter(TraceParent::sampled).map(above -> started(above, name, caseId));
    var context = span.flatMap(MessageSpans::contextOf).or(() -> parent);
    MDC.put(CASE_ID, caseId);
    context.ifPresent(
        found -> {
          MDC.put(TRACE_ID, found.traceId());
          MDC.put(SPAN_ID, found.spanId());
        });
    return new Open(span, context);
  }

  private Span started(TraceParent parent, String name, String caseId) {
    var above =
        tracer
            .traceContextBuilder()
            .traceId(parent.traceId())
            .spanId(parent.spanId())
            .sampled(parent.sampled())
            .build();
    return tracer.spanBuilder().setParent(above).name(name).tag(CASE_ID, caseId).start();
  }

  private static Optional<TraceParent> contextOf(Span span) {
    var context = span.context();
    return context.traceId().isEmpty()
        ? Optional.empty()
        : Optional.of(new TraceParent(context.traceId(), context.spanId(), true));
  }

  /**
   * What is being done about a case.
   *
   * @param context what follows from it stands below this
   */
  public record Open(Optional<Span> span, Optional<TraceParent> context) implements AutoCloseable {
    @Override
    public void close() {
      span.ifPresent(Span::end);
      MDC.remove(CASE_ID);
      MDC.remove(TRACE_ID);
      MDC.remove(SPAN_ID);
    }
  }
}
