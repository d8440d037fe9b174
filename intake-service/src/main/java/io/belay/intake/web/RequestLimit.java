package io.belay.intake.web;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Bounds the requests in flight, and how long one may take: one more is told to come back, before
 * anything is read of it, and a body that trickles in is given up. A stream of lines may last.
 */
@Order(RequestLimit.AFTER_COUNTING)
public final class RequestLimit implements WebFilter {
  /** What is refused here is counted before it. */
  static final int AFTER_COUNTING = Ordered.HIGHEST_PRECEDENCE + 1;

  /** Health is always answered. */
  private static final String ALWAYS = "/actuator/";

  private final int maxInFlight;
  private final Duration within;
  private final ProblemWriter problems;
  private final AtomicInteger inFlight = new AtomicInteger();

  public RequestLimit(int maxInFlight, Duration within, ProblemWriter problems) {
    this.maxInFlight = maxInFlight;
    this.within = within;
    this.problems = problems;
  }

  /** Requests being answered now. */
  public int inFlight() {
    return inFlight.get();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var path = exchange.getRequest().getPath().pathWithinApplication().value();
    // not by what is bounded: a path has many spellings
    if (path.startsWith(ALWAYS)) {
      return chain.filter(exchange);
    }
    return Mono.defer(
        () -> {
          if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            return problems.write(exchange, Reason.TOO_MANY_REQUESTS);
          }
          // given back before the end is told, for then the client may already be here again
          return Mono.using(
              () -> inFlight,
              place -> bounded(path, exchange, chain),
              AtomicInteger::decrementAndGet);
        });
  }

  private Mono<Void> bounded(String path, ServerWebExchange exchange, WebFilterChain chain) {
    var answer = chain.filter(exchange);
    return (path.equals(CaseEventStreamController.PATH) ? answer : answer.timeout(within))
        .onErrorResume(TimeoutException.class, late -> tooSlow(exchange, late));
  }

  private Mono<Void> tooSlow(ServerWebExchange exchange, TimeoutException late) {
    return exchange.getResponse().isCommitted()
        ? Mono.error(late)
        : problems.write(exchange, Reason.TOO_SLOW);
  }
}
