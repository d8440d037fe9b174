package io.belay.escalation.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/** Who may ask what. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {
  private static final String[] OPEN_TO_ALL = {
    "/actuator/health/**",
    "/actuator/prometheus",
    "/actuator/info",
    "/v3/api-docs/**",
    "/v3/api-docs.yaml"
  };

  @Bean
  SecurityWebFilterChain accessRules(ServerHttpSecurity http) {
    return http.authorizeExchange(
            paths ->
                paths
                    .pathMatchers(OPEN_TO_ALL)
                    .permitAll()
                    .pathMatchers("/v1/**")
                    .hasAuthority("SCOPE_cases:read")
                    .anyExchange()
                    .authenticated())
        .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults()))
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        // bearer tokens only: no cookie that a foreign page could use
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .build();
  }
}
