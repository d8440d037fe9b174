package io.belay.escalation.web;

import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.progress.Step.Cause;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case's timeline.
 *
 * @param type kind of step, as in case-progress
 * @param causedBy the eventId, or {@code deadline:} and the wall-clock instant at which a passed
 *     deadline was decided
 * @param details what the step says, by its kind
 */
record StepView(
    long sequence,
    Instant decidedAt,
    String type,
    String causedBy,
    @Nullable String tier,
    Map<String, Object> details) {

  static StepView of(Step step) {
    return new StepView(
        step.sequence(),
        step.decidedAt(),
        step.progress().getClass().getSimpleName(),
        causedBy(step.cause()),
        step.tier(),
        StepDetails.of(step.progress()));
  }

  private static String causedBy(Cause cause) {
    return switch (cause) {
      case Cause.ByEvent(var eventId) -> eventId;
      case Cause.ByTick(var firedAt) -> "deadline:" + firedAt;
    };
  }
}
