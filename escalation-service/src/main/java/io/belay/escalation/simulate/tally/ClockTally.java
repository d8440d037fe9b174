package io.belay.escalation.simulate.tally;

import io.belay.escalation.domain.progress.Progress.BreachCorrected;
import io.belay.escalation.domain.progress.Progress.ClockBreached;
import io.belay.escalation.domain.progress.Progress.ClockExtended;
import io.belay.escalation.domain.progress.Progress.ClockMet;
import io.belay.escalation.domain.progress.Progress.ClockPaused;
import io.belay.escalation.domain.progress.Progress.ClockReopened;
import io.belay.escalation.domain.progress.Progress.ClockResumed;
import io.belay.escalation.domain.progress.Progress.ClockRetargeted;
import io.belay.escalation.domain.progress.Progress.ClockStarted;
import io.belay.escalation.domain.progress.Progress.ClockStep;
import io.belay.escalation.domain.progress.Progress.ClockVoided;
import io.belay.escalation.domain.progress.Progress.ClockWarned;
import java.util.Map;

/** What became of the clocks, and in which weeks promises were broken. */
final class ClockTally {
  private final LocalWeeks weeks;
  private final CountsBy stepsByClock = new CountsBy();
  private final CountsBy breachesByClock = new CountsBy();

  ClockTally(LocalWeeks weeks) {
    this.weeks = weeks;
  }

  void step(ClockStep step) {
    stepsByClock.add(step.clock(), nameOf(step));
    if (step instanceof ClockBreached breached) {
      breachesByClock.add(breached.clock(), weeks.weekOf(breached.dueAt()));
    }
  }

  private static String nameOf(ClockStep step) {
    return switch (step) {
      case ClockStarted s -> "started";
      case ClockPaused p -> "paused";
      case ClockResumed r -> "resumed";
      case ClockRetargeted r -> "retargeted";
      case ClockExtended x -> "extended";
      case ClockWarned w -> "warned";
      case ClockBreached b -> "breached";
      case ClockMet m -> m.late() ? "metLate" : "met";
      case ClockVoided v -> "voided";
      case ClockReopened r -> "reopened";
      case BreachCorrected c -> "corrected";
    };
  }

  void addAll(ClockTally other) {
    stepsByClock.addAll(other.stepsByClock);
    breachesByClock.addAll(other.breachesByClock);
  }

  Map<String, Map<String, Long>> clocks() {
    return stepsByClock.figures();
  }

  Map<String, Map<String, Long>> breachesByWeek() {
    return breachesByClock.figures();
  }
}
