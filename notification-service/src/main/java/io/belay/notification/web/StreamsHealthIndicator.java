package io.belay.notification.web;

import io.belay.notification.channel.Dispatchers;
import io.belay.notification.stream.NotificationStream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready while broker, stream and dispatchers work; down when only a restart helps. Named "streams".
 */
@Component
class StreamsHealthIndicator implements HealthIndicator {
  private final NotificationStream stream;
  private final Dispatchers dispatchers;

  StreamsHealthIndicator(NotificationStream stream, Dispatchers dispatchers) {
    this.stream = stream;
    this.dispatchers = dispatchers;
  }

  @Override
  public Health health() {
    var health =
        stream.isBroken() || !dispatchers.areAlive()
            ? Health.down()
            : stream.isReady() ? Health.up() : Health.outOfService();
    return health
        .withDetail("stream", stream.state())
        .withDetail("dispatchers", dispatchers.areAlive())
        .build();
  }
}
