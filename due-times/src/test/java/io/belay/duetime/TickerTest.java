package io.belay.duetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickerTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final WakeUps wakeUps = new WakeUps();
  private final List<String> woken = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private Duration overdue = Duration.ZERO;
  private Duration lateness = Duration.ZERO;

  private final TickObserver observer =
      new TickObserver() {
        @Override
        public void woken(Duration late) {
          lateness = late;
        }

        @Override
        public void ticked(Instant now, int scheduled, Duration left) {
          overdue = left;
        }
      };

  private Ticker ticker(int maxWakeUps, Duration maxTime, Duration grace) {
    var limits = new TickLimits(Duration.ofMillis(50), maxWakeUps, maxTime, grace);
    return new Ticker(
        wakeUps,
        limits,
        (key, dueAt, now) -> {
          woken.add(key);
          nanos.addAndGet(1_000_000);
        },
        observer,
        nanos::get);
  }

  @Test
  void wakesTheEarliestFirstAndLeavesTheRestOfABudgetToTheNextTick() {
    for (int i = 9; i >= 0; i--) {
      wakeUps.schedule("k" + i, NOON.plusSeconds(i));
    }
    var ticker = ticker(4, Duration.ofSeconds(1), Duration.ZERO);

    assertThat(ticker.tick(NOON.plusSeconds(5))).isEqualTo(4);
    assertThat(overdue).isEqualTo(Duration.ofSeconds(1));
    assertThat(ticker.tick(NOON.plusSeconds(5))).isEqualTo(2);
    assertThat(overdue).isZero();
    assertThat(woken).containsExactly("k0", "k1", "k2", "k3", "k4", "k5");
  }

  @Test
  void aTickThatTookItsTimeLeavesTheRest() {
    for (int i = 0; i < 10; i++) {
      wakeUps.schedule("k" + i, NOON);
    }

    assertThat(ticker(100, Duration.ofMillis(3), Duration.ZERO).tick(NOON)).isEqualTo(3);
  }

  @Test
  void whileRecordsComeATickRestsAsLongAsItWorked() {
    for (int i = 0; i < 10; i++) {
      wakeUps.schedule("k" + i, NOON);
    }
    var ticker = ticker(3, Duration.ofSeconds(1), Duration.ZERO);
    assertThat(ticker.tick(NOON)).isEqualTo(3);

    ticker.recordCame();
    assertThat(ticker.tick(NOON)).isZero();
    nanos.addAndGet(2_999_999);
    assertThat(ticker.tick(NOON)).isZero();
    nanos.addAndGet(1);
    assertThat(ticker.tick(NOON)).isEqualTo(3);
  }

  @Test
  void whileNoRecordsComeATickDoesNotRest() {
    for (int i = 0; i < 10; i++) {
      wakeUps.schedule("k" + i, NOON);
    }
    var ticker = ticker(3, Duration.ofSeconds(1), Duration.ZERO);

    assertThat(ticker.tick(NOON)).isEqualTo(3);
    assertThat(ticker.tick(NOON)).isEqualTo(3);
  }

  @Test
  void graceHoldsWakeUpsBack() {
    wakeUps.schedule("a", NOON);
    var ticker = ticker(10, Duration.ofSeconds(1), Duration.ofSeconds(2));

    assertThat(ticker.tick(NOON.plusMillis(1999))).isZero();
    assertThat(ticker.tick(NOON.plusSeconds(2))).isEqualTo(1);
    assertThat(lateness).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aKeyMayScheduleItselfAgainInTheSameTick() {
    wakeUps.schedule("a", NOON);
    var ticker =
        new Ticker(
            wakeUps,
            TickLimits.standard(),
            (key, dueAt, now) -> {
              woken.add(key);
              if (woken.size() < 3) {
                wakeUps.schedule(key, dueAt.plusSeconds(1));
              }
            },
            TickObserver.NONE);

    ticker.tick(NOON.plusSeconds(10));

    assertThat(woken).containsExactly("a", "a", "a");
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TickLimits(Duration.ofMillis(9), 1, Duration.ofMillis(1), Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TickLimits(Duration.ofMillis(10), 0, Duration.ofMillis(1), Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TickLimits(Duration.ofMillis(10), 1, Duration.ZERO, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TickLimits(
                    Duration.ofMillis(10), 1, Duration.ofMillis(1), Duration.ofMillis(-1)));
  }
}
