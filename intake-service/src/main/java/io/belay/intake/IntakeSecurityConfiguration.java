package io.belay.intake;

import io.belay.guard.ApiHeaders;
import io.belay.guard.IdentityProvider;
import io.belay.guard.MetricsAccess;
import io.belay.guard.RememberedTokens;
import io.belay.guard.RequestGuards;
import io.belay.guard.TokenAnswers;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/** Which scope opens which door. What is not listed needs a token and is not there anyway. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@Import(RequestGuards.class)
class IntakeSecurityConfiguration {

  @Bean
  SecurityWebFilterChain doors(
      ServerHttpSecurity http,
      Environment environment,
      ReactiveJwtDecoder tokens,
      InstantSource clock) {
    var answers = new TokenAnswers();
    return http.authorizeExchange(
            paths ->
                paths
                    .pathMatchers(
                        HttpMethod.GET,
                        "/actuator/health/**",
                        "/actuator/info",
                        "/v3/api-docs/**",
                        "/v3/api-docs.yaml")
                    .permitAll()
                    .pathMatchers("/actuator/prometheus")
                    .access(new MetricsAccess(environment))
                    .pathMatchers("/actuator/drain")
                    .hasAuthority("SCOPE_ops")
                    .pathMatchers("/v1/cases/**", "/v1/case-events")
                    .hasAuthority("SCOPE_cases:write")
                    .pathMatchers("/v1/customers/*/contact")
                    .hasAuthority("SCOPE_contacts:write")
                    .anyExchange()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(
                        jwt ->
                            jwt.jwtDecoder(
                                new RememberedTokens(new IdentityProvider(tokens), clock)))
                    .authenticationEntryPoint(answers)
                    .accessDeniedHandler(answers))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
        .headers(new ApiHeaders())
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .build();
  }
}
