package io.belay.local.story;

import io.belay.events.CaseProgress;
import io.belay.events.DeliveryOutcome;
import io.belay.events.TierPromoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What became of one sample case so far. */
final class SceneLog {
  private final Scene scene;
  private final List<CaseProgress> steps = new ArrayList<>();
  private final List<DeliveryOutcome> outcomes = new ArrayList<>();
  private int reportsLeft;

  SceneLog(Scene scene) {
    this.scene = scene;
    this.reportsLeft = scene.then().size();
  }

  Scene scene() {
    return scene;
  }

  synchronized void add(CaseProgress step) {
    if (steps.stream().noneMatch(known -> known.getProgressId().equals(step.getProgressId()))) {
      steps.add(step);
    }
  }

  synchronized void add(DeliveryOutcome outcome) {
    outcomes.add(outcome);
  }

  synchronized void reported() {
    reportsLeft--;
  }

  /** True when the bank has said all and everything that must happen has happened. */
  synchronized boolean isComplete() {
    return reportsLeft == 0
        && scene.expect().stream()
            .filter(expectation -> !expectation.isNever())
            .allMatch(expectation -> expectation.holds(steps, outcomes));
  }

  /** What is missing or should not have happened; empty when it went as it should. */
  synchronized List<String> complaints() {
    var complaints = new ArrayList<String>();
    if (reportsLeft > 0) {
      complaints.add("%d events of the bank were not acknowledged".formatted(reportsLeft));
    }
    for (var expectation : scene.expect()) {
      if (!expectation.holds(steps, outcomes)) {
        complaints.add("expected " + expectation.sentence());
      }
    }
    var rungs = new HashSet<String>();
    for (var step : steps) {
      if (step.getPayload() instanceof TierPromoted up && up.getClock() != null) {
        var rung = up.getClock() + " from " + up.getFrom() + " at " + step.getDecidedAt();
        if (!rungs.add(rung)) {
          complaints.add("climbed twice for one breach: " + rung);
        }
      }
    }
    return complaints;
  }
}
