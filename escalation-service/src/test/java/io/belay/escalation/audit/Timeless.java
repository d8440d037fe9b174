package io.belay.escalation.audit;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;

/** A step without its wall times: what two runs over the same events agree on. */
public final class Timeless {
  private static final Instant NO_TIME = Instant.EPOCH;

  private Timeless() {}

  /** The step with every wall time replaced by the same instant. */
  public static Step of(Step step) {
    return new Step(
        step.caseId(),
        step.customerId(),
        step.sequence(),
        step.decidedAt(),
        step.cause() instanceof Step.Cause.ByTick ? new Step.Cause.ByTick(NO_TIME) : step.cause(),
        step.policy(),
        step.tier(),
        of(step.progress()));
  }

  /** True if no wall time of the step lies before the instant it was due at. */
  static boolean firedWhenDue(Step step) {
    boolean tickInTime =
        !(step.cause() instanceof Step.Cause.ByTick(var firedAt))
            || !firedAt.isBefore(step.decidedAt());
    return tickInTime
        && switch (step.progress()) {
          case Progress.ClockWarned warned -> !warned.firedAt().isBefore(warned.warnedAt());
          case Progress.ClockBreached breached -> !breached.firedAt().isBefore(breached.dueAt());
          case Progress.TierPromoted promoted -> !promoted.firedAt().isBefore(step.decidedAt());
          case Progress.PromotionHeld held -> !held.firedAt().isBefore(step.decidedAt());
          default -> true;
        };
  }

  private static Progress of(Progress progress) {
    return switch (progress) {
      case Progress.ClockWarned w ->
          new Progress.ClockWarned(
              w.clock(), w.kind(), w.warnedAt(), w.dueAt(), NO_TIME, w.warning());
      case Progress.ClockBreached b ->
          new Progress.ClockBreached(b.clock(), b.kind(), b.dueAt(), NO_TIME, b.missed());
      case Progress.TierPromoted p ->
          new Progress.TierPromoted(p.from(), p.to(), p.cause(), p.clock(), p.queue(), NO_TIME);
      case Progress.PromotionHeld h ->
          new Progress.PromotionHeld(
              h.incidentId(), h.from(), h.to(), h.cause(), h.clock(), NO_TIME);
      default -> progress;
    };
  }
}
