package io.belay.escalation.domain.queue;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.policy.ClockRule;

/**
 * How one case counts among those of its tier and category.
 *
 * @param inWork somebody works on it or waits; the other two are false where this is
 * @param warned a clock that runs has given a warning
 * @param breached a promise is broken and still owed
 */
public record Standing(
    String tier, String category, boolean inWork, boolean warned, boolean breached) {

  public static Standing of(CaseState state) {
    boolean inWork = state.inWork();
    boolean warned = false;
    boolean breached = false;
    for (var clock : state.clocks()) {
      warned |= inDanger(clock);
      breached |= owed(clock);
    }
    return new Standing(
        state.placement().tier(),
        state.profile().category(),
        inWork,
        inWork && warned,
        inWork && breached);
  }

  /** A customer who was reminded to answer is no promise in danger. */
  private static boolean inDanger(Clock clock) {
    return clock.running()
        && clock.stint().warned() > 0
        && !clock.name().startsWith(ClockRule.CLOSING);
  }

  private static boolean owed(Clock clock) {
    return clock.phase() instanceof Phase.Breached;
  }
}
