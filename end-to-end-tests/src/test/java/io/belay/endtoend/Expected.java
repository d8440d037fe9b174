package io.belay.endtoend;

import io.belay.events.CaseProgress;
import io.belay.events.ClockBreached;
import io.belay.events.ClockWarned;
import io.belay.events.EventRecorded;
import io.belay.events.EventRejected;
import io.belay.events.TierPromoted;
import java.util.function.Predicate;

/** A step that a case is expected to take. */
record Expected(String caseName, String step, Predicate<CaseProgress> matches) {

  static Expected warned(String caseName, String clock) {
    return new Expected(
        caseName,
        "warned(" + clock + ")",
        progress ->
            progress.getPayload() instanceof ClockWarned warned && warned.getClock().equals(clock));
  }

  static Expected breached(String caseName, String clock) {
    return new Expected(
        caseName,
        "breached(" + clock + ")",
        progress ->
            progress.getPayload() instanceof ClockBreached breached
                && breached.getClock().equals(clock));
  }

  static Expected promoted(String caseName, String from, String to) {
    return new Expected(
        caseName,
        "promoted(" + from + " → " + to + ")",
        progress ->
            progress.getPayload() instanceof TierPromoted promoted
                && promoted.getFrom().equals(from)
                && promoted.getTo().equals(to));
  }

  static Expected recorded(String caseName, String eventType) {
    return new Expected(
        caseName,
        "recorded(" + eventType + ")",
        progress ->
            progress.getPayload() instanceof EventRecorded recorded
                && recorded.getEventType().equals(eventType));
  }

  static Expected rejected(String caseName, String eventType) {
    return new Expected(
        caseName,
        "rejected(" + eventType + ")",
        progress ->
            progress.getPayload() instanceof EventRejected rejected
                && rejected.getEventType().equals(eventType));
  }

  @Override
  public String toString() {
    return caseName + " " + step;
  }
}
