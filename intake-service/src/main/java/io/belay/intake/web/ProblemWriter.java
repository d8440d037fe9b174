package io.belay.intake.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as the answer to a request. */
public final class ProblemWriter {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final JsonMapper json;

  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Answers with a reason and nothing more to say about it. */
  public Mono<Void> write(ServerWebExchange exchange, Reason reason) {
    return write(exchange, new ProblemException(reason, null));
  }

  Mono<Void> write(ServerWebExchange exchange, ProblemException failure) {
    var response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(failure.reason().status()));
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    switch (failure.reason()) {
      case NOT_ACKNOWLEDGED, TOO_MANY_REQUESTS ->
          response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      default -> {}
    }
    byte[] body = json.writeValueAsBytes(failure.problem());
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
