package io.belay.guard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Bounds the requests being answered: one more is told to come back. Health is always answered. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestsAtOnce implements WebFilter {
  private static final String ALWAYS = "/actuator/";

  /** Attribute of an exchange that holds a place. */
  private static final String PLACE = RequestsAtOnce.class.getName() + ".place";

  private final int atMost;
  private final AtomicInteger now = new AtomicInteger();

  /**
   * @param atMost requests answered at once
   */
  public RequestsAtOnce(int atMost) {
    this.atMost = atMost;
  }

  /** A request that something else bounds from now on gives its place back before its end. */
  public static void leave(ServerWebExchange exchange) {
    if (exchange.getAttribute(PLACE) instanceof Place place) {
      place.leave();
    }
  }

  /** Of one request; given back once. */
  private final class Place {
    private final AtomicBoolean held = new AtomicBoolean(true);

    void leave() {
      if (held.getAndSet(false)) {
        now.decrementAndGet();
      }
    }
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getRequest().getPath().pathWithinApplication().value().startsWith(ALWAYS)) {
      return chain.filter(exchange);
    }
    return Mono.defer(
        () -> {
          if (now.incrementAndGet() > atMost) {
            now.decrementAndGet();
            return ComeBack.in(1, "Too many requests at once", exchange);
          }
          // Given back before the end is told. The answer's last byte left a moment earlier, so a
          // client may be here again while its former request still counts.
          return Mono.using(() -> placeOf(exchange), place -> chain.filter(exchange), Place::leave);
        });
  }

  private Place placeOf(ServerWebExchange exchange) {
    var place = new Place();
    exchange.getAttributes().put(PLACE, place);
    return place;
  }
}
