package io.belay.intake.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class SubmittersTests {

  private static JwtAuthenticationToken token(Map<String, Object> claims, String... authorities) {
    var jwt = Jwt.withTokenValue("t").header("alg", "RS256").claims(c -> c.putAll(claims)).build();
    return new JwtAuthenticationToken(
        jwt, List.of(authorities).stream().map(SimpleGrantedAuthority::new).toList());
  }

  @Test
  void theClientIsTheClientIdElseTheAuthorisedPartyElseTheSubject() {
    assertThat(
            Submitters.of(token(Map.of("sub", "s", "client_id", "c", "azp", "a")), null).client())
        .isEqualTo("c");
    assertThat(Submitters.of(token(Map.of("sub", "s", "azp", "a")), null).client()).isEqualTo("a");
    assertThat(Submitters.of(token(Map.of("sub", "s")), null).client()).isEqualTo("s");
  }

  @Test
  void theSubjectSubmits() {
    var by = Submitters.of(token(Map.of("sub", "s", "client_id", "c")), "k");
    assertThat(by.subject()).isEqualTo("s");
    assertThat(by.idempotencyKey()).isEqualTo("k");
    assertThat(by.mayApproveExtensions()).isFalse();
    assertThat(
            Submitters.of(token(Map.of("sub", "s"), "SCOPE_extensions:approve"), null)
                .mayApproveExtensions())
        .isTrue();
  }
}
