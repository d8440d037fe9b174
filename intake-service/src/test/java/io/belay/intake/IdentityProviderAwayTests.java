package io.belay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.intake.web.Reason;
import io.belay.local.FreePort;
import io.belay.local.LocalIdentityProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The keys of tokens are asked for over HTTP, of one who is not always there. */
@ExtendWith(OutputCaptureExtension.class)
class IdentityProviderAwayTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final String CONTACT = "/v1/customers/C-idp/contact";

  @Test
  void whileItIsAwayItsCallersAreToldToComeBackAndThenTheyAreServed(CapturedOutput output) {
    int port = FreePort.any();
    try (var service =
        PLATFORM.startService(
            "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri="
                + LocalIdentityProvider.jwkSetUri(port),
            "--belay.bank-events.enabled=false")) {
      var bank = PLATFORM.bank("identity-test", service);
      for (int i = 0; i < 3; i++) {
        var away = bank.delete(CONTACT);
        assertThat(away.status()).isEqualTo(Reason.IDENTITY_PROVIDER_AWAY.status());
        assertThat(away.text("type")).isEqualTo(Reason.IDENTITY_PROVIDER_AWAY.type());
        assertThat(away.text("title")).isEqualTo(Reason.IDENTITY_PROVIDER_AWAY.title());
        assertThat(away.header("Content-Type")).startsWith("application/problem+json");
        assertThat(away.header("Retry-After")).isEqualTo("5");
      }
      assertThat(bank.withToken("").delete(CONTACT).status()).isEqualTo(401);
      assertThat(bank.withToken("no-token").delete(CONTACT).status()).isEqualTo(401);
      assertThat(bank.withToken("").get("/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(bank.withToken("").get("/actuator/prometheus").response().body())
          .containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"503\"[^}]*\\} 3");

      try (var provider = LocalIdentityProvider.start(PLATFORM.keys(), port)) {
        assertThat(provider).isNotNull();
        assertThat(bank.delete(CONTACT).status()).isEqualTo(202);
        assertThat(bank.withScope("cases:read").delete(CONTACT).status()).isEqualTo(403);
      }
      // its key is known, so a token that was not seen before is checked without it
      assertThat(bank.withScope("contacts:write").delete(CONTACT).status()).isEqualTo(202);
      assertThat(output.getAll())
          .containsOnlyOnce("Expected the identity provider to say its keys")
          .doesNotContain(bank.token())
          .doesNotContain("Expected to answer a request, but it failed");
    }
  }
}
