package io.belay.guard;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** 429 with {@code Retry-After}. */
final class ComeBack {
  private ComeBack() {}

  static Mono<Void> in(long seconds, String title, ServerWebExchange exchange) {
    var response = exchange.getResponse();
    response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return new PlainProblem(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", title, null)
        .write(response);
  }
}
