package io.belay.intake.web;

import io.belay.intake.domain.Submitter;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads from a token who submits. */
final class Submitters {
  private Submitters() {}

  static Submitter of(JwtAuthenticationToken authentication, @Nullable String idempotencyKey) {
    var token = authentication.getToken();
    String subject = Objects.requireNonNullElse(token.getSubject(), "unknown");
    String client =
        Stream.of("client_id", "azp")
            .map(token::getClaimAsString)
            .filter(claim -> claim != null && !claim.isBlank())
            .findFirst()
            .orElse(subject);
    boolean mayApprove =
        authentication.getAuthorities().stream()
            .anyMatch(
                authority ->
                    ("SCOPE_" + Submitter.APPROVAL_SCOPE).equals(authority.getAuthority()));
    return new Submitter(client, subject, idempotencyKey, mayApprove);
  }
}
