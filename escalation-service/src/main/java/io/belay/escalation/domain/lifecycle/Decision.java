package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.progress.Step;
import java.util.List;
import java.util.Optional;

/**
 * What came of an event or a deadline.
 *
 * @param steps to be written, in order; empty for a repeat
 * @param state to be stored; empty: nothing is kept of the case
 */
public record Decision(Outcome outcome, List<Step> steps, Optional<CaseState> state) {

  public Decision {
    steps = List.copyOf(steps);
  }

  /** In one word. */
  public enum Outcome {
    ACCEPTED,
    REJECTED,
    /** The event had been decided before. */
    REPEATED,
    /** Deadlines were decided, or the case was not due yet. */
    TICKED,
    /** The summary of a settled case left. */
    FORGOTTEN
  }
}
