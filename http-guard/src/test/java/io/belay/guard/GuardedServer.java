package io.belay.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** A real server behind the guards, which says what reached it. */
@EnableAutoConfiguration
@EnableWebFluxSecurity
class GuardedServer {

  static ConfigurableApplicationContext start(String... settings) {
    return new SpringApplicationBuilder(GuardedServer.class)
        .properties("server.port=0", "spring.main.banner-mode=off")
        .run(settings);
  }

  static int portOf(ConfigurableApplicationContext server) {
    return server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Bean
  RequestFirewall requestFirewall() {
    return new RequestFirewall();
  }

  @Bean
  MalformedTargets malformedTargets() {
    return new MalformedTargets();
  }

  @Bean
  SecurityWebFilterChain rules(ServerHttpSecurity http, Environment environment) {
    return http.authorizeExchange(
            paths ->
                paths
                    .pathMatchers("/figures")
                    .access(new MetricsAccess(environment))
                    .pathMatchers("/v1/customers/*/contact")
                    .permitAll()
                    .anyExchange()
                    .denyAll())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .build();
  }

  @Bean
  Doors doors() {
    return new Doors();
  }

  @RestController
  static class Doors {
    private final List<String> erased = new CopyOnWriteArrayList<>();

    @DeleteMapping("/v1/customers/{customerId}/contact")
    String erase(
        @PathVariable("customerId") String customerId,
        @RequestHeader(name = "X-Told", required = false, defaultValue = "") String told) {
      erased.add(customerId);
      return "erased " + customerId + told;
    }

    @GetMapping("/figures")
    String figures() {
      return "figures";
    }

    /** Every customer that was erased, in order. */
    List<String> erased() {
      return erased;
    }
  }
}
