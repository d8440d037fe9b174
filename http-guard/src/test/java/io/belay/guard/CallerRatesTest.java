package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class CallerRatesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final CallerRates two =
      new CallerRates(new HttpLimits(SECOND, SECOND, SECOND, SECOND, 1, 2));

  @Test
  void aCallerBeyondItsRateIsToldWhenToComeBackAndOthersAreNot() {
    assertThat(asks("crm")).isEqualTo(HttpStatus.OK);
    assertThat(asks("crm")).isEqualTo(HttpStatus.OK);
    var refused = exchange();
    two.filter(of("crm", refused), served()).block();
    assertThat(refused.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    assertThat(refused.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
    assertThat(asks("ivr")).isEqualTo(HttpStatus.OK);
  }

  @Test
  void whoHasNoTokenIsNotCounted() {
    for (int i = 0; i < 5; i++) {
      var anonymous = exchange();
      two.filter(anonymous, served()).block();
      assertThat(anonymous.getResponse().getStatusCode()).isEqualTo(HttpStatus.OK);
    }
  }

  private Object asks(String caller) {
    var exchange = exchange();
    two.filter(of(caller, exchange), served()).block();
    return java.util.Objects.requireNonNull(exchange.getResponse().getStatusCode());
  }

  private static org.springframework.web.server.WebFilterChain served() {
    return exchange -> {
      exchange.getResponse().setStatusCode(HttpStatus.OK);
      return Mono.empty();
    };
  }

  private static MockServerWebExchange exchange() {
    return MockServerWebExchange.from(MockServerHttpRequest.get("/v1/queues"));
  }

  private static ServerWebExchange of(String caller, ServerWebExchange exchange) {
    Principal principal = () -> caller;
    return exchange.mutate().principal(Mono.just(principal)).build();
  }
}
