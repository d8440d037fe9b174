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
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class RequestLimitTests {
  private static final Duration WITHIN = Duration.ofMillis(200);

  private final RequestLimit none = limit(0);
  private final RequestLimit one = limit(1);

  @ParameterizedTest
  @ValueSource(strings = {"/v1/cases", "/%76%31/cases", "/v1%2Fcases", "/V1/cases"})
  void aPathIsBoundedHoweverItIsSpelt(String path) {
    assertThat(statusOf(path)).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
  }

  @Test
  void healthIsAlwaysAnswered() {
    assertThat(statusOf("/actuator/health/liveness")).isEqualTo(HttpStatus.OK);
  }

  @Test
  void whatTakesTooLongIsAnsweredAndGivesItsPlaceBack() {
    assertThat(statusOf("/v1/cases", one, served -> Mono.never()))
        .isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    assertThat(one.inFlight()).isZero();
  }

  @Test
  void aStreamOfLinesMayLast() {
    assertThat(
            statusOf(
                CaseEventStreamController.PATH,
                one,
                served -> Mono.delay(WITHIN.multipliedBy(3)).then(answered(served))))
        .isEqualTo(HttpStatus.OK);
  }

  private RequestLimit limit(int maxInFlight) {
    return new RequestLimit(maxInFlight, WITHIN, new ProblemWriter(new JsonMapper()));
  }

  private Object statusOf(String path) {
    return statusOf(path, none, RequestLimitTests::answered);
  }

  private static Object statusOf(String path, RequestLimit limit, WebFilterChain chain) {
    var exchange =
        MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, URI.create(path)));
    limit.filter(exchange, chain).block();
    return Objects.requireNonNull(exchange.getResponse().getStatusCode());
  }

  private static Mono<Void> answered(ServerWebExchange served) {
    return Mono.fromRunnable(() -> served.getResponse().setStatusCode(HttpStatus.OK));
  }
}
