package io.belay.intake.web;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Bounds the requests in flight: one more is told to come back, before anything is read of it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestLimit implements WebFilter {
  private final int maxInFlight;
  private final ProblemWriter problems;
  private final AtomicInteger inFlight = new AtomicInteger();

  public RequestLimit(int maxInFlight, ProblemWriter problems) {
    this.maxInFlight = maxInFlight;
    this.problems = problems;
  }

  /** Requests being answered now. */
  public int inFlight() {
    return inFlight.get();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!exchange.getRequest().getPath().value().startsWith("/v1/")) {
      return chain.filter(exchange);
    }
    return Mono.defer(
        () -> {
          if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            return problems.write(exchange, Reason.TOO_MANY_REQUESTS);
          }
          return chain.filter(exchange).doFinally(ended -> inFlight.decrementAndGet());
        });
  }
}
