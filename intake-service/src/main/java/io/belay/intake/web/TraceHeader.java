package io.belay.intake.web;

import io.belay.contract.TraceParent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Where in a trace a request stands (W3C Trace Context), passed on to the records: below the span
 * of the request, which begins a trace where the caller has none.
 */
public final class TraceHeader implements WebFilter {
  private static final String ATTRIBUTE = TraceHeader.class.getName();

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerRequestObservationContext.findCurrent(exchange.getAttributes())
        .flatMap(TraceHeader::spanOf)
        .ifPresent(span -> exchange.getRequest().getAttributes().put(ATTRIBUTE, span.header()));
    return chain.filter(exchange);
  }

  /** The trace of the request; null where there is none. */
  static @Nullable String of(ServerHttpRequest request) {
    return request.getAttributes().get(ATTRIBUTE) instanceof String span
        ? span
        : TraceParent.parse(request.getHeaders().getFirst(TraceParent.HEADER))
            .map(TraceParent::header)
            .orElse(null);
  }

  private static Optional<TraceParent> spanOf(ServerRequestObservationContext observed) {
    TracingContext tracing = observed.get(TracingContext.class);
    Span span = tracing == null ? null : tracing.getSpan();
    return Optional.ofNullable(span).map(Span::context).flatMap(TraceHeader::parentOf);
  }

  private static Optional<TraceParent> parentOf(TraceContext context) {
    boolean sampled = Boolean.TRUE.equals(context.sampled());
    return TraceParent.parse(
        new TraceParent(context.traceId(), context.spanId(), sampled).header());
  }
}
