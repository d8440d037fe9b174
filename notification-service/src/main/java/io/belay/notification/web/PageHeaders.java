package io.belay.notification.web;

import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.StaticServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter;

/**
 * What browsers are told with each answer: nothing from elsewhere, nothing inline, no frame around
 * it, no trace of the link to others, no copy kept. Spring Security adds no-store, nosniff and,
 * over HTTPS, HSTS by itself.
 */
final class PageHeaders {
  /** Open without a bearer token: a link or a code is the key, or there is nothing to hide. */
  static final String[] OPEN_TO_ALL = {
    "/track/**", "/v1/track/**", "/verify", "/v1/verify/**", "/assets/**", "/internal/**"
  };

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private PageHeaders() {}

  static void set(HeaderSpec headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .frameOptions(frame -> frame.mode(XFrameOptionsServerHttpHeadersWriter.Mode.DENY))
        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(
            resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .permissionsPolicy(
            permissions ->
                permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"))
        .writer(
            StaticServerHttpHeadersWriter.builder()
                .header("X-Robots-Tag", "noindex, nofollow")
                .build());
  }
}
