package io.belay.guard;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Bounds the rate of each caller, known by its token: a burst of one second's worth, then so many a
 * second. Who has no token is bounded elsewhere. Remembers the callers last seen, a bounded number.
 */
@Order(CallerRates.AFTER_SECURITY)
public final class CallerRates implements WebFilter {
  /** Spring Security's chain has -100: a caller is known after it. */
  static final int AFTER_SECURITY = -90;

  private static final int MOST_CALLERS = 10_000;

  private final int perSecond;
  private final Map<String, Bucket> callers = new BoundedMap<>(MOST_CALLERS);

  public CallerRates(HttpLimits limits) {
    this.perSecond = limits.requestsPerSecond();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return exchange
        .getPrincipal()
        .map(caller -> waitNanos(caller.getName()))
        .defaultIfEmpty(0L)
        .flatMap(
            wait ->
                wait == 0
                    ? chain.filter(exchange)
                    : ComeBack.in(
                        TimeUnit.NANOSECONDS.toSeconds(wait) + 1,
                        "Too many requests of this caller",
                        exchange));
  }

  private long waitNanos(String caller) {
    Bucket bucket;
    synchronized (callers) {
      bucket = callers.computeIfAbsent(caller, name -> bucket());
    }
    return bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(perSecond)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build())
        .build();
  }
}
