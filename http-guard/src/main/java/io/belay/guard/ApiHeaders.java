package io.belay.guard;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;

/**
 * Headers of an answer that is data: nothing in it is to be run, framed, guessed or kept. Those of
 * Spring Security (no sniffing, no caching, transport security on TLS) come with it. A page that
 * sets its own policy keeps it.
 */
public final class ApiHeaders implements Customizer<HeaderSpec> {
  /** Nothing is loaded, and nobody may frame it. */
  public static final String POLICY =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  @Override
  public void customize(HeaderSpec headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicy(
            permissions -> permissions.policy("camera=(), geolocation=(), microphone=()"));
  }
}
