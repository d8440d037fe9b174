package io.belay.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.stream.QueueBoard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EscalationMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PackLibrary library = new PackLibrary();
  private final EscalationMetrics metrics =
      new EscalationMetrics(meters, new QueueBoard(), library, InstantSource.fixed(NOON));

  /** What Prometheus sees first with a one has, to it, never increased. */
  @Test
  void whatAPackCanLeadToIsCountedFromZero() throws IOException {
    publishQuickPack();
    assertThat(met("first-response", "false")).isNull();

    metrics.ticks(0).ticked(NOON, 0, Duration.ZERO);

    assertThat(met("first-response", "false")).isNotNull();
    assertThat(met("tier-response", "true")).isNotNull();
    for (var what : new String[] {"belay_clock_warnings", "belay_clock_breaches"}) {
      assertThat(counter(what, "clock", "tier-response", "kind", "internal")).isNotNull();
    }
    assertThat(counter("belay_promotions", "cause", "clock-breached", "tier", "specialist"))
        .isNotNull();
  }

  @Test
  void whatEveryPackCanLeadToIsThereAtOnce() {
    assertThat(counter("belay_case_events", "outcome", "repeated")).isNotNull();
    assertThat(counter("belay_follow_ups", "type", "notice-delay")).isNotNull();
    assertThat(counter("belay_promotions_held", "cause", "customer-request")).isNotNull();
    assertThat(counter("belay_members_released", "cause", "closed")).isNotNull();
  }

  private @Nullable Counter met(String clock, String late) {
    return counter("belay_clock_met", "clock", clock, "kind", "internal", "late", late);
  }

  private @Nullable Counter counter(String name, String... tags) {
    return meters.find(name).tags(Tags.of(tags)).counter();
  }

  private void publishQuickPack() throws IOException {
    try (var in = getClass().getResourceAsStream("/packs/quick.yaml")) {
      var yaml = Objects.requireNonNull(in).readAllBytes();
      switch (new PackReader().read(yaml, "quick.yaml")) {
        case PackReading.Read read ->
            library.add(new PackFile(read.pack().ref(), yaml), read.pack());
        case PackReading.Refused refused -> throw new AssertionError(refused.problems());
      }
    }
  }
}
