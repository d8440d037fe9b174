package io.belay.escalation.web;

import io.belay.guard.ApiHeaders;
import io.belay.guard.IdentityProvider;
import io.belay.guard.MetricsAccess;
import io.belay.guard.RequestGuards;
import io.belay.guard.TokenAnswers;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/** Who may ask what. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Belay escalation",
            version = "v1",
            description =
                "Where a case stands and why, how many lie where, and which packs decide"),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    name = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description = "needs the scope cases:read")
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@Import(RequestGuards.class)
class SecurityConfiguration {
  private static final String[] OPEN_TO_ALL = {
    "/actuator/health/**", "/actuator/info", "/v3/api-docs/**", "/v3/api-docs.yaml"
  };

  @Bean
  SecurityWebFilterChain accessRules(
      ServerHttpSecurity http, Environment environment, ReactiveJwtDecoder tokens) {
    var answers = new TokenAnswers();
    return http.authorizeExchange(
            paths ->
                paths
                    .pathMatchers(OPEN_TO_ALL)
                    .permitAll()
                    .pathMatchers("/actuator/prometheus")
                    .access(new MetricsAccess(environment))
                    .pathMatchers("/actuator/drain")
                    .hasAuthority("SCOPE_ops")
                    .pathMatchers("/v1/**")
                    .hasAuthority("SCOPE_cases:read")
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
        .headers(new ApiHeaders())
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        // bearer tokens only: no cookie that a foreign page could use
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .build();
  }
}
