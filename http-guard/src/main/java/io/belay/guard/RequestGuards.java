package io.belay.guard;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * What every service has before its routes, the same in all: which requests, and what is traced.
 */
@Configuration(proxyBeanMethods = false)
public class RequestGuards {

  @Bean
  RequestFirewall requestFirewall() {
    return new RequestFirewall();
  }

  @Bean
  MalformedTargets malformedTargets() {
    return new MalformedTargets();
  }

  @Bean
  PathFreeTraces pathFreeTraces() {
    return new PathFreeTraces();
  }

  @Bean
  SpansOfRequests spansOfRequests(Tracer tracer, Propagator propagator) {
    return new SpansOfRequests(tracer, propagator);
  }

  /**
   * A request has its own observation. One more for each filter tells nothing, costs as much, and
   * its span would have the words of what went wrong, with the path in them.
   */
  @Bean
  SecurityObservationSettings noObservationOfFilters() {
    return SecurityObservationSettings.noObservations();
  }
}
