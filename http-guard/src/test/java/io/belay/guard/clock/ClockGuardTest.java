package io.belay.guard.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockGuardTest {
  private final AtomicLong wallMillis = new AtomicLong(1_800_000_000_000L);
  private final AtomicInteger ended = new AtomicInteger();
  private final ClockGuard guard =
      new ClockGuard(new WallClock(wallMillis::get, () -> 0), ended::incrementAndGet);

  @Test
  void aProcessGoesOnWhileTheClockIsSetAheadOrBackByLittle() {
    isSet(Duration.ofMinutes(10));
    guard.look();
    isSet(Duration.ofSeconds(-2));
    guard.look();

    assertThat(ended).hasValue(0);
  }

  @Test
  void aProcessEndsOnceTheClockWasSetBack() {
    isSet(Duration.ofMinutes(-10));
    guard.look();

    assertThat(ended).hasValue(1);
  }

  private void isSet(Duration by) {
    wallMillis.addAndGet(by.toMillis());
  }
}
