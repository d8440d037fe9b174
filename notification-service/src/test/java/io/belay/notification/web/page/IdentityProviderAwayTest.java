package io.belay.notification.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.FreePort;
import io.belay.local.LocalIdentityProvider;
import io.belay.local.LocalKeys;
import io.belay.notification.OwnServerThreads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The rules of access on a real web server, without what lies behind them. */
@ExtendWith(OutputCaptureExtension.class)
class IdentityProviderAwayTest {
  private static final String SETTING = "--spring.security.oauth2.resourceserver.jwt.";
  private static final int UNHEARD = 404;

  private final LocalKeys keys = new LocalKeys();
  private final String token = keys.token("reader", "cases:read contacts:read");

  @Test
  void whileItIsAwayItsCallersAreToldToComeBackAndThenTheyAreServed(CapturedOutput output)
      throws Exception {
    int port = FreePort.any();
    try (var service = start(SETTING + "jwk-set-uri=" + LocalIdentityProvider.jwkSetUri(port))) {
      for (int i = 0; i < 3; i++) {
        assertAway(ask(service, token));
      }
      assertThat(ask(service, "").statusCode()).isEqualTo(401);
      assertThat(ask(service, "no-token").statusCode()).isEqualTo(401);
      try (var provider = LocalIdentityProvider.start(keys, port)) {
        assertThat(provider).isNotNull();
        assertThat(ask(service, token).statusCode()).isEqualTo(UNHEARD);
        assertThat(ask(service, keys.token("t", "contacts:read")).statusCode()).isEqualTo(403);
      }
      assertThat(ask(service, keys.token("other", "cases:read contacts:read")).statusCode())
          .isEqualTo(UNHEARD);
    }
    assertThat(output.getAll())
        .containsOnlyOnce("Expected the identity provider to say its keys")
        .doesNotContain(token);
  }

  /** One that is named by its address alone is asked for everything else at the first token. */
  @Test
  void whoIsKnownByItsAddressAloneAndNotThereIsAwayToo() throws Exception {
    try (var service = start(SETTING + "issuer-uri=http://127.0.0.1:" + FreePort.any())) {
      assertAway(ask(service, token));
    }
  }

  private static void assertAway(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"urn:belay:problem:identity-provider-away\"");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  private static ConfigurableApplicationContext start(String setting) {
    return new SpringApplicationBuilder(PageServer.class, OwnServerThreads.class)
        .run(
            "--server.port=0",
            "--belay.tracking.keys.k1=" + Base64.getEncoder().encodeToString(PageServer.SECRET),
            "--belay.tracking.active-key=k1",
            "--management.endpoint.health.group.readiness.include=readinessState",
            setting);
  }

  private static HttpResponse<String> ask(ConfigurableApplicationContext service, String token)
      throws Exception {
    var port = service.getEnvironment().getRequiredProperty("local.server.port");
    var request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/v1/customers/C-1/messages"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
