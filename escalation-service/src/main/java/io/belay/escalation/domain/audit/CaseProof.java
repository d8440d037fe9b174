package io.belay.escalation.domain.audit;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Fold;
import io.belay.escalation.domain.progress.Step;
import java.util.List;
import java.util.Optional;

/**
 * Whether every timer of a case that was ever armed has fired, was voided, or still runs: the
 * clocks that its steps lead to must be the clocks that are stored.
 */
public enum CaseProof {
  /** Both records have the same clocks. */
  SOUND,
  /** A timer is in one record and not in the other, or not with the same due time. */
  DIFFERENT,
  /** The steps are not all here: behind the state, too many, or kept elsewhere. */
  UNPROVEN;

  /**
   * Compares the two records.
   *
   * @param steps of the case in order; may go on after the state, or hold an earlier life of the
   *     same id before it
   */
  public static CaseProof of(CaseState stored, List<Step> steps) {
    long last = stored.history().sequence();
    var life = latestLife(steps);
    Optional<CaseState> folded = Optional.empty();
    long expected = 1;
    for (var step : life) {
      if (expected > last) {
        break;
      }
      if (step.sequence() != expected) {
        return UNPROVEN;
      }
      folded = Optional.of(Fold.apply(folded, step));
      expected++;
    }
    if (folded.isEmpty() || expected <= last) {
      return UNPROVEN;
    }
    return sameClocks(folded.get(), stored) ? SOUND : DIFFERENT;
  }

  /** A refusal about a case that nobody opened has no place in any life. */
  private static List<Step> latestLife(List<Step> steps) {
    var ofCases = steps.stream().filter(step -> step.sequence() > 0).toList();
    int start = 0;
    for (int i = 0; i < ofCases.size(); i++) {
      if (ofCases.get(i).sequence() == 1) {
        start = i;
      }
    }
    return ofCases.subList(start, ofCases.size());
  }

  /** What may be corrected later was not stored by every release. */
  private static List<Clock> timers(CaseState state) {
    return state.clocks().stream().map(Clock::withoutDoubts).toList();
  }

  /** A settled case may have been shrunk to a summary: then it is enough that nothing runs. */
  private static boolean sameClocks(CaseState folded, CaseState stored) {
    return stored.history().settledUntil() == null
        ? timers(folded).equals(timers(stored))
        : stored.clocks().stream().noneMatch(Clock::running);
  }
}
