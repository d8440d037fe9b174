package io.belay.escalation.simulate.tally;

import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows one case from tier to tier and hands everything else on to the tally of all. */
public final class CaseTally implements Consumer<Decision> {
  private final Tally all;
  private @Nullable Stay stay;

  CaseTally(Tally all) {
    this.all = all;
  }

  @Override
  public void accept(Decision decision) {
    all.outcome(decision.outcome());
    for (var step : decision.steps()) {
      all.step(step);
      if (step.tier() != null) {
        follow(step, step.tier());
      }
    }
  }

  /** The log ends here. */
  public void endOfLog(Instant at) {
    if (stay != null && stay.effort() != Effort.NONE) {
      all.tiers().stayed(stay, at);
      all.inWorkAtTheEnd();
    }
  }

  private void follow(Step step, String tier) {
    var effort = effortAfter(step.progress());
    if (stay != null && stay.same(tier, effort)) {
      return;
    }
    var at = step.decidedAt();
    if (stay == null) {
      all.tiers().arrived(tier, at);
    } else {
      // a late event may tell of an instant before the last one
      at = at.isBefore(stay.since()) ? stay.since() : at;
      all.tiers().stayed(stay, at);
      if (!stay.tier().equals(tier)) {
        all.tiers().arrived(tier, at);
      }
    }
    stay = new Stay(tier, effort, at);
  }

  /** A case may also end, or go on, without an event: by itself, or by a low rating. */
  private Effort effortAfter(Progress progress) {
    return switch (progress) {
      case Progress.EventRecorded recorded -> Effort.of(recorded.status());
      case Progress.CaseResolved resolved -> Effort.NONE;
      case Progress.CaseClosed closed -> Effort.NONE;
      case Progress.CaseReopened reopened -> Effort.WORK;
      default -> stay == null ? Effort.WORK : stay.effort();
    };
  }
}
