package io.belay.guard.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WallClockTest {
  private final AtomicLong wallMillis = new AtomicLong(1_800_000_000_000L);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final WallClock clock = new WallClock(wallMillis::get, nanos::get);

  @Test
  void aClockThatGoesOnWasNotSetBack() {
    passes(Duration.ofMillis(500));

    assertThat(clock.setBack()).isZero();
  }

  @Test
  void aClockThatIsSetAheadWasNotSetBack() {
    passes(Duration.ofMillis(500));
    isSet(Duration.ofMinutes(10));

    assertThat(clock.setBack()).isZero();
  }

  @Test
  void whatPassedMeanwhileCountsToo() {
    passes(Duration.ofSeconds(3));
    isSet(Duration.ofMinutes(-10));

    assertThat(clock.setBack()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void isToldOnce() {
    isSet(Duration.ofMinutes(-10));
    clock.setBack();
    passes(Duration.ofMillis(500));

    assertThat(clock.setBack()).isZero();
  }

  @Test
  void aThreadThatWaitsBetweenItsReadingsTakesItForNoSetBack() {
    var readings = new AtomicLong();
    // a look: the wall clock is read, nothing runs for a minute, then the other one is read
    var paused =
        new WallClock(
            wallMillis::get,
            () -> {
              if (readings.incrementAndGet() == 3) {
                passes(Duration.ofMinutes(1));
              }
              return nanos.get();
            });

    assertThat(paused.setBack()).isZero();
    assertThat(paused.setBack()).isZero();
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
    wallMillis.addAndGet(time.toMillis());
  }

  private void isSet(Duration by) {
    wallMillis.addAndGet(by.toMillis());
  }
}
