package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class IdentityProviderTest {
  private static final String TOKEN = "header.claims.signature";
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Mono<Jwt> GENUINE =
      Mono.just(Jwt.withTokenValue(TOKEN).header("alg", "RS256").subject("crm").build());
  private static final Mono<Jwt> AWAY =
      Mono.error(new JwtException("while decoding " + TOKEN, new ConnectException("refused")));

  private Mono<Jwt> answer = GENUINE;
  private final IdentityProvider provider = new IdentityProvider(token -> answer, SHORT);

  @Test
  void aTokenIsTakenAndOneThatIsNoGoodIsRefusedAsBefore() {
    assertThat(provider.decode(TOKEN).map(Jwt::getSubject).block(PATIENCE)).isEqualTo("crm");
    answer = Mono.error(new BadJwtException("expired"));
    assertThatThrownBy(() -> provider.decode(TOKEN).block(PATIENCE))
        .isInstanceOf(BadJwtException.class);
    var throwing =
        new IdentityProvider(
            token -> {
              throw new BadJwtException("no token at all");
            });
    assertThatThrownBy(() -> throwing.decode(TOKEN).block(PATIENCE))
        .isInstanceOf(BadJwtException.class);
  }

  @Test
  void whoIsSilentIsNotWaitedForForEver() {
    answer = Mono.never();
    assertThatThrownBy(() -> provider.decode(TOKEN).block(PATIENCE))
        .isInstanceOf(IdentityProvider.AwayException.class);
  }

  @Test
  void thatItIsAwayIsToldOnceAndItsReturnTooAndNoTokenWithIt(CapturedOutput output) {
    for (int i = 0; i < 3; i++) {
      answer = AWAY;
      for (int j = 0; j < 5; j++) {
        assertThatThrownBy(() -> provider.decode(TOKEN).block(PATIENCE))
            .isInstanceOf(IdentityProvider.AwayException.class);
      }
      // as tokens of known keys are taken while others cannot be checked
      answer = GENUINE;
      provider.decode(TOKEN).block(PATIENCE);
    }
    assertThat(output.getAll())
        .containsOnlyOnce("Expected the identity provider to say its keys")
        .contains("ConnectException: refused")
        .containsOnlyOnce("The identity provider says its keys again")
        .doesNotContain(TOKEN);
  }

  @Test
  void whoCannotBeCheckedIsToldToComeBack() {
    var unknown = exchange();
    new TokenAnswers()
        .commence(unknown, new IdentityProvider.AwayException(new ConnectException("refused")))
        .block(PATIENCE);
    assertThat(unknown.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(unknown.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("5");
    assertThat(unknown.getResponse().getBodyAsString().block(PATIENCE))
        .contains("\"urn:belay:problem:identity-provider-away\"", "\"status\":503");
  }

  private static MockServerWebExchange exchange() {
    return MockServerWebExchange.from(MockServerHttpRequest.get("/v1/queues"));
  }
}
