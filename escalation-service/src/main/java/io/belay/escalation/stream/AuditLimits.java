package io.belay.escalation.stream;

import java.time.Duration;

/**
 * How the auditor walks over the stores.
 *
 * @param interval from one slice to the next; 100 ms to 1 min
 * @param overdueAfter a wake-up is overdue when it is due for longer; 1 s to 1 h
 * @param wakeUpsPerSlice cases whose next instant is looked at in a slice; 1 to 1,000,000
 * @param casesPerSlice cases whose state is compared with their steps in a slice; 1 to 100,000
 */
public record AuditLimits(
    Duration interval, Duration overdueAfter, int wakeUpsPerSlice, int casesPerSlice) {
  public AuditLimits {
    require(
        interval.toMillis() >= 100 && interval.compareTo(Duration.ofMinutes(1)) <= 0,
        "Expected 100 ms to 1 min between slices of the audit, but it is " + interval);
    require(
        overdueAfter.toMillis() >= 1_000 && overdueAfter.compareTo(Duration.ofHours(1)) <= 0,
        "Expected a wake-up to be overdue after 1 s to 1 h, but it is " + overdueAfter);
    require(
        wakeUpsPerSlice >= 1 && wakeUpsPerSlice <= 1_000_000,
        "Expected 1 to 1,000,000 wake-ups a slice, but it is " + wakeUpsPerSlice);
    require(
        casesPerSlice >= 1 && casesPerSlice <= 100_000,
        "Expected 1 to 100,000 cases a slice, but it is " + casesPerSlice);
  }

  /** Every second 20,000 wake-ups and 200 cases; overdue after 30 s. */
  public static AuditLimits standard() {
    return new AuditLimits(Duration.ofSeconds(1), Duration.ofSeconds(30), 20_000, 200);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
