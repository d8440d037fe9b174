package io.belay.escalation.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What the oracle found of one case.
 *
 * @param repeats events that had been decided before, and so have no record
 * @param pending events at the end of the log that nobody has decided yet
 * @param nextDueAt when its next deadline has to be decided; empty when none is armed
 * @param difference the first one; what follows it in the same case would only follow from it
 */
public record Verdict(
    String caseId,
    int events,
    int records,
    int repeats,
    int pending,
    Optional<Instant> nextDueAt,
    Optional<String> difference) {

  /** A deadline that should have been decided by this instant has not been. */
  public boolean overdueAt(Instant instant) {
    return pending == 0 && difference.isEmpty() && nextDueAt.filter(instant::isAfter).isPresent();
  }
}
