package io.belay.guard;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Why a request was not even passed on to the service, as the services' own problems read (RFC
 * 9457). Holds nothing of the request, and no character that JSON would have to escape.
 *
 * @param code end of the type, which stays the same over releases
 */
record PlainProblem(HttpStatus status, String code, String title, @Nullable String detail) {

  Mono<Void> write(ServerHttpResponse response) {
    response.setStatusCode(status);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes())));
  }

  byte[] bytes() {
    var more = detail == null ? "" : ",\"detail\":\"" + detail + "\"";
    return "{\"type\":\"urn:belay:problem:%s\",\"title\":\"%s\",\"status\":%d%s}"
        .formatted(code, title, status.value(), more)
        .getBytes(StandardCharsets.UTF_8);
  }
}
