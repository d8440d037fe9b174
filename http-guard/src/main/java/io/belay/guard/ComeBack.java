package io.belay.guard;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** 429 with {@code Retry-After}, as the services' own problems read (RFC 9457). */
final class ComeBack {
  private ComeBack() {}

  static Mono<Void> in(long seconds, String title, ServerWebExchange exchange) {
    var response = exchange.getResponse();
    response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    var problem =
        "{\"type\":\"urn:belay:problem:too-many-requests\",\"title\":\"%s\",\"status\":429}"
            .formatted(title)
            .getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(problem)));
  }
}
