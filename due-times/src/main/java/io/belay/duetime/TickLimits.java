package io.belay.duetime;

import java.time.Duration;

/**
 * How a ticker works.
 *
 * @param interval time between ticks; 10 ms to 10 s
 * @param maxWakeUps keys woken in one tick at most, so that records are not starved; 1 to 1,000,000
 * @param maxTime a tick that took this long leaves the rest to the next; 1 ms to 10 s
 * @param grace a key is woken this much after its due time, to let late records come first; 0 to 1
 *     h
 * @param outageAfter a wake-up later than this, beyond the grace, waited through an outage, one
 *     that is not is on time; 0 to 1 h
 */
public record TickLimits(
    Duration interval, int maxWakeUps, Duration maxTime, Duration grace, Duration outageAfter) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  public TickLimits {
    require(
        interval.toMillis() >= 10 && interval.compareTo(LONGEST) <= 0,
        "Expected a tick interval of 10 ms to 10 s, but it is " + interval);
    require(
        maxWakeUps >= 1 && maxWakeUps <= 1_000_000,
        "Expected 1 to 1,000,000 wake-ups a tick, but it is " + maxWakeUps);
    require(
        maxTime.toMillis() >= 1 && maxTime.compareTo(LONGEST) <= 0,
        "Expected a tick to take 1 ms to 10 s at most, but it is " + maxTime);
    require(
        !grace.isNegative() && grace.compareTo(Duration.ofHours(1)) <= 0,
        "Expected a grace of 0 to 1 h, but it is " + grace);
    require(
        !outageAfter.isNegative() && outageAfter.compareTo(Duration.ofHours(1)) <= 0,
        "Expected an outage to be one after 0 to 1 h, but it is after " + outageAfter);
  }

  /** Every 50 ms, 10,000 wake-ups or 40 ms, no grace, on time within a second. */
  public static TickLimits standard() {
    return new TickLimits(
        Duration.ofMillis(50), 10_000, Duration.ofMillis(40), Duration.ZERO, Duration.ofSeconds(1));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
