package io.belay.notification;

import io.belay.notification.domain.Lane;
import io.belay.notification.domain.OpenMessages;
import io.belay.notification.domain.OpenMessages.Wait;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What waits in the outboxes of this instance, as gauges. Part of {@link NotificationMetrics}. */
final class OutboxFigures {
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Set<OpenMessages> byPartition = ConcurrentHashMap.newKeySet();

  OutboxFigures(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    for (var lane : Lane.values()) {
      for (var wait : Wait.values()) {
        register(lane, wait);
      }
    }
  }

  void watch(OpenMessages messages) {
    byPartition.add(messages);
  }

  void left(OpenMessages messages) {
    byPartition.remove(messages);
  }

  private void register(Lane lane, Wait wait) {
    var tags = Tags.of("lane", lane.name().toLowerCase(Locale.ROOT), "waits_for", wait.code());
    Gauge.builder("belay_outbox_messages", byPartition, all -> count(all, lane, wait))
        .description("Messages that wait or are on their way")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "belay_outbox_oldest_age", byPartition, all -> age(all, lane, wait, clock.instant()))
        .description("Since the oldest of them was decided, or came to a dispatcher")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  private static double count(Set<OpenMessages> all, Lane lane, Wait wait) {
    return all.stream().mapToLong(messages -> messages.count(lane, wait)).sum();
  }

  private static double age(Set<OpenMessages> all, Lane lane, Wait wait, Instant now) {
    return all.stream()
            .flatMap(messages -> messages.oldest(lane, wait).stream())
            .mapToLong(oldest -> Math.max(0, Duration.between(oldest, now).toMillis()))
            .max()
            .orElse(0)
        / 1000.0;
  }
}
