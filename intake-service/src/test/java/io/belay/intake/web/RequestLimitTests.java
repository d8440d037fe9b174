package io.belay.intake.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class RequestLimitTests {
  private final RequestLimit none =
      new RequestLimit(0, Duration.ofSeconds(1), new ProblemWriter(new JsonMapper()));

  @ParameterizedTest
  @ValueSource(strings = {"/v1/cases", "/%76%31/cases", "/v1%2Fcases", "/V1/cases"})
  void aPathIsBoundedHoweverItIsSpelt(String path) {
    assertThat(statusOf(path)).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
  }

  @Test
  void healthIsAlwaysAnswered() {
    assertThat(statusOf("/actuator/health/liveness")).isEqualTo(HttpStatus.OK);
  }

  private Object statusOf(String path) {
    var exchange =
        MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, URI.create(path)));
    none.filter(
            exchange,
            served -> Mono.fromRunnable(() -> served.getResponse().setStatusCode(HttpStatus.OK)))
        .block();
    return Objects.requireNonNull(exchange.getResponse().getStatusCode());
  }
}
