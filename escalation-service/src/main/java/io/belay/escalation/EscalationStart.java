package io.belay.escalation;

import io.belay.escalation.stream.EscalationStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Starts the streams once the web server listens: health can be asked while the platform is
 * awaited, and the bound port is known. What it throws ends the process.
 */
final class EscalationStart implements ApplicationRunner, EnvironmentAware {
  private final EscalationStreams streams;
  private final String advertisedAddress;

  @SuppressWarnings("NullAway.Init")
  private Environment environment;

  EscalationStart(EscalationStreams streams, String advertisedAddress) {
    this.streams = streams;
    this.advertisedAddress = advertisedAddress;
  }

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments args) {
    streams.start(self());
  }

  private HostInfo self() {
    if (!advertisedAddress.isEmpty()) {
      int colon = advertisedAddress.lastIndexOf(':');
      return new HostInfo(
          advertisedAddress.substring(0, colon),
          Integer.parseInt(advertisedAddress.substring(colon + 1)));
    }
    return new HostInfo(
        environment.getRequiredProperty("server.address"),
        environment.getRequiredProperty("local.server.port", Integer.class));
  }
}
