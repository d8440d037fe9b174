package io.belay.intake.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Bounds the streams of one client to an eighth of the requests in flight, one at least: a stream
 * lasts as long as its client likes, so with more of them one client would keep all others out.
 */
@Order(ClientStreams.AFTER_SECURITY)
public final class ClientStreams implements WebFilter {
  /** Spring Security's chain has -100, and the rate of a caller -90: a client is known after it. */
  static final int AFTER_SECURITY = -80;

  private static final int PART = 8;

  private final int atMost;
  private final ProblemWriter problems;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param maxInFlight requests of all clients, of all kinds
   */
  public ClientStreams(int maxInFlight, ProblemWriter problems) {
    this.atMost = Math.max(1, maxInFlight / PART);
    this.problems = problems;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var path = exchange.getRequest().getPath().pathWithinApplication();
    if (!CaseEventStreamController.STREAMS.matches(path)) {
      return chain.filter(exchange);
    }
    return exchange
        .getPrincipal()
        .map(caller -> caller instanceof JwtAuthenticationToken token ? clientOf(token) : "")
        .defaultIfEmpty("")
        .flatMap(
            client ->
                // given back before the end is told, for then the client may already be here again
                Mono.using(
                    () -> enter(client),
                    entered -> entered ? chain.filter(exchange) : refuse(exchange),
                    entered -> leave(client, entered)));
  }

  private static String clientOf(JwtAuthenticationToken token) {
    return Submitters.of(token, null).client();
  }

  private Mono<Void> refuse(ServerWebExchange exchange) {
    return problems.write(
        exchange,
        new ProblemException(
            Reason.TOO_MANY_REQUESTS,
            "Expected at most %d streams of one client at once".formatted(atMost)));
  }

  private boolean enter(String client) {
    boolean[] entered = {false};
    open.compute(
        client,
        (name, streams) -> {
          int before = streams == null ? 0 : streams;
          entered[0] = before < atMost;
          return entered[0] ? Integer.valueOf(before + 1) : streams;
        });
    return entered[0];
  }

  private void leave(String client, boolean entered) {
    if (entered) {
      open.computeIfPresent(client, (name, streams) -> streams == 1 ? null : streams - 1);
    }
  }
}
