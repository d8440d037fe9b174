package io.belay.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Threads and connections of one instance alone. Else those of the JVM are shared, and the first
 * instance that ends takes them from every other one in it.
 */
class OwnServerThreads {
  @Bean
  ReactorResourceFactory ownThreadsAndConnections() {
    var own = new ReactorResourceFactory();
    own.setUseGlobalResources(false);
    return own;
  }
}
