package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final Backlog backlog = new Backlog();

  @Test
  void isThatOfThePartitionWhoseEventsWaitLongest() {
    backlog.of(0).decided(NOON, Duration.ofMillis(900));
    backlog.of(1).decided(NOON, Duration.ofMillis(30));

    assertThat(backlog.longestWait(NOON)).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void isThatOfThePartitionsLatestEvent() {
    backlog.of(0).decided(NOON, Duration.ofMillis(900));
    backlog.of(0).decided(NOON.plusMillis(10), Duration.ofMillis(5));

    assertThat(backlog.longestWait(NOON.plusMillis(20))).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void isForgottenWhereNothingComesAnyMore() {
    backlog.of(0).decided(NOON, Duration.ofMillis(900));

    assertThat(backlog.longestWait(NOON.plus(Backlog.LATELY))).isPositive();
    assertThat(backlog.longestWait(NOON.plus(Backlog.LATELY).plusMillis(1))).isZero();
    assertThat(new Backlog().longestWait(NOON)).isZero();
  }
}
