package io.belay.escalation.stream;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Fold;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of the steps of any case, whatever was thrown at it. */
final class Invariants {
  private final List<String> broken = new ArrayList<>();
  private final Set<String> rungs = new HashSet<>();
  private final Map<String, Integer> owedPromotions = new HashMap<>();
  private final Set<String> breached = new HashSet<>();
  private @Nullable String tier;
  private long sequence;
  private Step.@Nullable Cause settledBy;
  private Optional<CaseState> folded = Optional.empty();

  private Invariants() {}

  /** Each invariant that the steps break, in a sentence. */
  static List<String> brokenBy(List<Step> steps, Optional<CaseState> stored) {
    var invariants = new Invariants();
    for (var step : steps) {
      invariants.take(step);
    }
    if (!stored.equals(invariants.folded)) {
      invariants.breaks("folding the progress gives the stored state", steps.getLast());
    }
    return invariants.broken;
  }

  private void take(Step step) {
    if (step.sequence() == 0) {
      return;
    }
    if (step.progress() instanceof Progress.CaseAccepted) {
      beginAnew(step);
    }
    if (step.sequence() != ++sequence) {
      breaks("the sequence has no gap", step);
    }
    if (settledBy != null && !step.cause().equals(settledBy) && !mayFollowSettlement(step)) {
      breaks("nothing but notes, a reopening and the farewell follows the settlement", step);
    }
    climb(step);
    watchClocks(step);
    folded =
        step.progress() instanceof Progress.CaseForgotten
            ? Optional.empty()
            : Optional.of(Fold.apply(folded, step));
  }

  private void beginAnew(Step step) {
    rungs.clear();
    owedPromotions.clear();
    breached.clear();
    settledBy = null;
    sequence = 0;
    folded = Optional.empty();
    tier = step.tier();
  }

  /**
   * What events still tell of a settled case is noted; nothing runs out or climbs, until it is
   * forgotten or owes something again: a law's clock starts, or what had met one comes back.
   */
  private static boolean mayFollowSettlement(Step step) {
    return switch (step.progress()) {
      case Progress.CaseForgotten f -> true;
      case Progress.TierPromoted p -> false;
      case Progress.ClockStarted c ->
          c.kind() == ClockKind.STATUTORY && step.cause() instanceof Step.Cause.ByEvent;
      case Progress.ClockWarned c -> false;
      case Progress.ClockBreached c -> false;
      case Progress.FollowUpDue f -> false;
      default -> step.cause() instanceof Step.Cause.ByEvent;
    };
  }

  private void climb(Step step) {
    switch (step.progress()) {
      case Progress.TierPromoted up -> {
        if (!up.from().equals(tier)) {
          breaks("a case climbs from where it is", step);
        }
        if (!rungs.add(up.from() + " → " + up.to())) {
          breaks("no rung is climbed twice on the way up", step);
        }
        if (up.cause().equals("clock-breached")
            && owedPromotions.merge(String.valueOf(up.clock()), -1, Integer::sum) < 0) {
          breaks("a breach promotes once", step);
        }
        tier = up.to();
      }
      case Progress.TierDemoted down -> {
        rungs.clear();
        tier = down.to();
      }
      case Progress.ClockBreached breach -> owedPromotions.put(breach.clock(), 1);
      case Progress.CaseSettled s -> settledBy = step.cause();
      case Progress.CaseReopened r -> settledBy = null;
      case Progress.ClockReopened r -> settledBy = null;
      case Progress.ClockStarted s -> settledBy = null;
      case Progress.ClockExtended x -> settledBy = null;
      default -> {}
    }
  }

  private void watchClocks(Step step) {
    switch (step.progress()) {
      case Progress.ClockStarted start -> breached.remove(start.clock());
      case Progress.ClockRetargeted again -> breached.remove(again.clock());
      case Progress.ClockExtended more -> breached.remove(more.clock());
      case Progress.ClockPaused pause -> {
        if (pause.kind() == ClockKind.STATUTORY) {
          breaks("a statutory clock never pauses", step);
        }
      }
      case Progress.ClockBreached breach -> {
        if (breach.firedAt().isBefore(breach.dueAt()) || !step.decidedAt().equals(breach.dueAt())) {
          breaks("nothing is breached before it is due", step);
        }
        if (!breached.add(breach.clock())) {
          breaks("no period of a clock is breached twice", step);
        }
      }
      default -> {}
    }
  }

  private void breaks(String invariant, Step step) {
    broken.add("Expected that %s, but found %s".formatted(invariant, step));
  }
}
