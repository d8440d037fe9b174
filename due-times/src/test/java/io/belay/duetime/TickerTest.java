package io.belay.duetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final WakeUps wakeUps = new WakeUps();
  private final List<String> woken = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Ticker> toClose = new ArrayList<>();
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
    var made = tickerOf(wakeUps, maxWakeUps, maxTime, grace);
    toClose.add(made);
    return made;
  }

  private Ticker tickerOf(WakeUps of, int maxWakeUps, Duration maxTime, Duration grace) {
    var limits = new TickLimits(Duration.ofMillis(50), maxWakeUps, maxTime, grace, Duration.ZERO);
    return new Ticker(
        of,
        limits,
        (key, dueAt, now) -> {
          woken.add(key);
          nanos.addAndGet(1_000_000);
        },
        observer,
        nanos::get);
  }

  @AfterEach
  void close() {
    toClose.forEach(Ticker::close);
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

    ThreadTime.ofThisThread().recordCame();
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
  void busyTickersOfAThreadShareHalfOfItsTime() {
    for (int i = 0; i < 10; i++) {
      wakeUps.schedule("k" + i, NOON);
    }
    var others = new WakeUps();
    others.schedule("o", NOON);
    var ticker = ticker(3, Duration.ofSeconds(1), Duration.ZERO);
    try (var other = tickerOf(others, 3, Duration.ofSeconds(1), Duration.ZERO)) {
      assertThat(other.tick(NOON)).isOne();
      assertThat(ticker.tick(NOON)).isEqualTo(3);

      ThreadTime.ofThisThread().recordCame();
      nanos.addAndGet(3 * 3_000_000 - 1);
      assertThat(ticker.tick(NOON)).isZero();
      nanos.addAndGet(1);
      assertThat(ticker.tick(NOON)).isEqualTo(3);

      assertThat(other.tick(NOON)).as("nothing is due there any more").isZero();
      ThreadTime.ofThisThread().recordCame();
      nanos.addAndGet(3 * 3_000_000);
      assertThat(ticker.tick(NOON)).isEqualTo(3);
      ThreadTime.ofThisThread().recordCame();
      nanos.addAndGet(3_000_000);
      assertThat(ticker.tick(NOON)).as("so there is more time for this one").isOne();
    }
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
    toClose.add(ticker);

    ticker.tick(NOON.plusSeconds(10));

    assertThat(woken).containsExactly("a", "a", "a");
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThat(limits(10, 1, 1, 0, 0)).isNotNull();
    assertRefused("a tick interval of 10 ms to 10 s", () -> limits(9, 1, 1, 0, 0));
    assertRefused("1 to 1,000,000 wake-ups a tick", () -> limits(10, 0, 1, 0, 0));
    assertRefused("a tick to take 1 ms to 10 s", () -> limits(10, 1, 0, 0, 0));
    assertRefused("a grace of 0 to 1 h", () -> limits(10, 1, 1, -1, 0));
    assertRefused("an outage to be one after 0 to 1 h", () -> limits(10, 1, 1, 0, -1));
    assertRefused("an outage to be one after 0 to 1 h", () -> limits(10, 1, 1, 0, 3_600_001));
  }

  private static TickLimits limits(
      long interval, int maxWakeUps, long maxTime, long grace, long outageAfter) {
    return new TickLimits(
        Duration.ofMillis(interval),
        maxWakeUps,
        Duration.ofMillis(maxTime),
        Duration.ofMillis(grace),
        Duration.ofMillis(outageAfter));
  }

  private static void assertRefused(String expected, ThrowingCallable limits) {
    assertThatIllegalArgumentException()
        .isThrownBy(limits)
        .withMessageContaining("Expected " + expected);
  }
}
