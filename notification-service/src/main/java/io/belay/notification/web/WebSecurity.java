package io.belay.notification.web;

import io.belay.guard.IdentityProvider;
import io.belay.guard.MetricsAccess;
import io.belay.guard.RequestGuards;
import io.belay.guard.TokenAnswers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import reactor.core.publisher.Mono;

/** Who may ask what. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@Import(RequestGuards.class)
class WebSecurity {

  @Bean
  SecurityWebFilterChain securityWebFilterChain(
      ServerHttpSecurity http, Environment environment, ReactiveJwtDecoder tokens) {
    var answers = new TokenAnswers();
    return http
        // nothing here goes by cookies: a foreign page has neither a bearer token nor a link's
        // token
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .headers(PageHeaders::set)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .authorizeExchange(
            paths ->
                paths
                    .pathMatchers(
                        "/actuator/health/**",
                        "/actuator/info",
                        "/v3/api-docs/**",
                        "/v3/api-docs.yaml")
                    .permitAll()
                    .pathMatchers("/actuator/prometheus")
                    .access(new MetricsAccess(environment))
                    .pathMatchers("/actuator/drain")
                    .hasAuthority("SCOPE_ops")
                    .pathMatchers(PageHeaders.OPEN_TO_ALL)
                    .permitAll()
                    // signed by the gateway instead
                    .pathMatchers(HttpMethod.POST, "/v1/gateways/*/receipts")
                    .permitAll()
                    .pathMatchers("/v1/customers/**")
                    .access(scopes("cases:read", "contacts:read"))
                    .anyExchange()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> jwt.jwtDecoder(new IdentityProvider(tokens)))
                    .authenticationEntryPoint(answers)
                    .accessDeniedHandler(answers))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
        .build();
  }

  private static ReactiveAuthorizationManager<AuthorizationContext> scopes(
      String first, String second) {
    var one =
        AuthorityReactiveAuthorizationManager.<AuthorizationContext>hasAuthority("SCOPE_" + first);
    var other =
        AuthorityReactiveAuthorizationManager.<AuthorizationContext>hasAuthority("SCOPE_" + second);
    return (authentication, context) ->
        one.authorize(authentication, context)
            .flatMap(
                result ->
                    result.isGranted()
                        ? other.authorize(authentication, context)
                        : Mono.just(new AuthorizationDecision(false)));
  }
}
