package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RequestsAtOnceTest {
  private final RequestsAtOnce one = new RequestsAtOnce(1);

  private static MockServerWebExchange get(String path) {
    return MockServerWebExchange.from(MockServerHttpRequest.get(path));
  }

  @Test
  void oneMoreThanTheLimitIsToldToComeBackAndHealthIsAnsweredAllTheSame() {
    Sinks.Empty<Void> answering = Sinks.empty();
    var held = one.filter(get("/v1/queues"), exchange -> answering.asMono()).toFuture();

    var refused = get("/v1/queues");
    one.filter(refused, exchange -> Mono.error(new AssertionError("served"))).block();
    assertThat(refused.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    assertThat(refused.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
    assertThat(served("/actuator/health/liveness")).isTrue();

    answering.tryEmitEmpty().orThrow();
    held.join();
    assertThat(served("/v1/queues")).isTrue();
  }

  /** Anybody can write what a proxy would, and a service may be told to believe it. */
  @Test
  void aPrefixThatAProxyTookOffMakesNothingHealth() {
    Sinks.Empty<Void> answering = Sinks.empty();
    var held = one.filter(get("/v1/queues"), exchange -> answering.asMono()).toFuture();
    var prefixed =
        MockServerWebExchange.from(
            MockServerHttpRequest.get("/actuator/v1/queues").contextPath("/actuator"));
    one.filter(prefixed, exchange -> Mono.error(new AssertionError("served"))).block();
    assertThat(prefixed.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    answering.tryEmitEmpty().orThrow();
    held.join();
  }

  @Test
  void aPlaceIsFreeBeforeTheEndOfItsRequestIsTold() {
    var next = new AtomicBoolean();
    var request = one.filter(get("/v1/queues"), exchange -> Mono.empty());
    request.doOnTerminate(() -> next.set(served("/v1/queues"))).block();
    assertThat(next).isTrue();

    next.set(false);
    var broken = one.filter(get("/v1/queues"), exchange -> Mono.error(new IOException("gone")));
    broken
        .doOnTerminate(() -> next.set(served("/v1/queues")))
        .onErrorComplete(IOException.class)
        .block();
    assertThat(next).isTrue();
  }

  @Test
  void whatIsBoundedElsewhereGivesItsPlaceBackOnce() {
    Sinks.Empty<Void> streaming = Sinks.empty();
    var stream =
        one.filter(
                get("/v1/track/token/stream"),
                exchange ->
                    Mono.<Void>fromRunnable(() -> RequestsAtOnce.leave(exchange))
                        .then(streaming.asMono()))
            .toFuture();
    assertThat(served("/v1/queues")).isTrue();

    streaming.tryEmitEmpty().orThrow();
    stream.join();
    Sinks.Empty<Void> answering = Sinks.empty();
    var held = one.filter(get("/v1/queues"), exchange -> answering.asMono()).toFuture();
    assertThat(served("/v1/queues")).as("one place, not two").isFalse();
    answering.tryEmitEmpty().orThrow();
    held.join();
  }

  private boolean served(String path) {
    var seen = new boolean[1];
    one.filter(get(path), exchange -> Mono.fromRunnable(() -> seen[0] = true)).block();
    return seen[0];
  }
}
