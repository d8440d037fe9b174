package io.belay.escalation.web;

import io.belay.escalation.stream.EscalationStreams;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while the broker answers and every partition of this instance is being worked on. */
@Component("streams")
class StreamsHealth extends AbstractHealthIndicator {
  private final EscalationStreams streams;

  StreamsHealth(EscalationStreams streams) {
    this.streams = streams;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    (streams.isReady() ? builder.up() : builder.down()).withDetail("state", streams.state());
  }
}
