package io.belay.escalation.stream;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.util.function.Predicate;

/** A step that a test waits for, by what is remarkable about it. */
record Expected(String what, String caseId, Predicate<Progress> progress) {
  static Expected warned(String caseId, String clock) {
    return new Expected(
        "warning of " + clock,
        caseId,
        p -> p instanceof Progress.ClockWarned w && w.clock().equals(clock));
  }

  static Expected breached(String caseId, String clock) {
    return new Expected(
        "breach of " + clock,
        caseId,
        p -> p instanceof Progress.ClockBreached b && b.clock().equals(clock));
  }

  static Expected promoted(String caseId, String from, String to) {
    return new Expected(
        "promotion from " + from + " to " + to,
        caseId,
        p -> p instanceof Progress.TierPromoted t && t.from().equals(from) && t.to().equals(to));
  }

  static Expected exhausted(String caseId) {
    return new Expected("end of the ladder", caseId, p -> p instanceof Progress.LadderExhausted);
  }

  static Expected linked(String caseId, String to) {
    return new Expected(
        "link to " + to,
        caseId,
        p ->
            p instanceof Progress.CaseLinked l
                && (to.equals(l.toCaseId()) || to.equals(l.incidentId())));
  }

  static Expected held(String caseId, String to) {
    return new Expected(
        "held promotion to " + to,
        caseId,
        p -> p instanceof Progress.PromotionHeld h && to.equals(h.to()));
  }

  static Expected released(String caseId) {
    return new Expected("release", caseId, p -> p instanceof Progress.CaseReleased);
  }

  static Expected met(String caseId, String clock) {
    return new Expected(
        clock + " met", caseId, p -> p instanceof Progress.ClockMet m && m.clock().equals(clock));
  }

  static Expected rejected(String caseId, Progress.Reason reason) {
    return new Expected(
        "rejection " + reason,
        caseId,
        p -> p instanceof Progress.EventRejected r && r.reason() == reason);
  }

  /** Steps that must be expected; the others are bookkeeping. */
  static boolean isNotable(Step step) {
    return switch (step.progress()) {
      case Progress.ClockWarned w -> true;
      case Progress.ClockBreached b -> true;
      case Progress.ClockMet m -> true;
      case Progress.TierPromoted t -> true;
      case Progress.TierDemoted t -> true;
      case Progress.LadderExhausted l -> true;
      case Progress.EventRejected e -> true;
      case Progress.CaseLinked l -> true;
      case Progress.PromotionHeld h -> true;
      case Progress.CaseReleased r -> true;
      default -> false;
    };
  }

  boolean matches(Step step) {
    return step.caseId().equals(caseId) && progress.test(step.progress());
  }

  @Override
  public String toString() {
    return what + " in " + caseId;
  }
}
