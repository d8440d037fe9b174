package io.belay.escalation.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What the auditor found in its last two walks: over the wake-ups, and over whole cases.
 *
 * @param lookedAt when it last looked at a slice of each; it goes silent when this grows old
 * @param overdueWakeUps wake-ups that are due for longer than the bound
 * @param longestOverdue the longest of them; zero: none
 * @param differing cases whose stored clocks are not those their steps lead to
 * @param unproven cases whose steps were not all here
 * @param oldestOpenedAt opening of the oldest case in work, by tier
 * @param round how long the last whole walk over all cases took
 */
public record AuditReport(
    Instant lookedAt,
    long overdueWakeUps,
    Duration longestOverdue,
    long differing,
    long unproven,
    Map<String, Instant> oldestOpenedAt,
    Duration round) {

  public AuditReport {
    oldestOpenedAt = Map.copyOf(oldestOpenedAt);
  }

  /** Nothing was looked at yet. */
  static AuditReport begunAt(Instant now) {
    return new AuditReport(now, 0, Duration.ZERO, 0, 0, Map.of(), Duration.ZERO);
  }
}
