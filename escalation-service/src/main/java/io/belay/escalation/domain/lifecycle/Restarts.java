package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ClockRule;
import java.time.Duration;
import java.time.Instant;

/**
 * Starts clocks again that had ended: with the case that is reopened, or for a first that did not
 * solve it.
 */
final class Restarts {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  Restarts(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /** Nobody else works on the matter any more: each clock goes on with the time it had left. */
  void resumeAfterDuplicate(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var ended = unfolding.state().clock(rule.name());
      if (ended.isPresent()
          && ended.get().phase() instanceof Clock.Phase.Voided voided
          && voided.reason().equals(Causes.DUPLICATE)) {
        clockwork.startWith(rule, at, leftWhenEnded(ended.get(), rule), ended.get().period() + 1);
        clockwork.pauses().pauseIfWaiting(rule, at);
      }
    }
  }

  /** Starts again what had ended with the case, as each clock's rule says. */
  void restartAfterReopening(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var ended = unfolding.state().clock(rule.name()).filter(clock -> !clock.open());
      if (ended.isPresent() && rule.startsOn() == ClockRule.StartsOn.OPENED) {
        int period = ended.get().period() + 1;
        switch (rule.onReopen()) {
          case RESET -> clockwork.start(rule, at, period);
          case CONTINUE -> clockwork.startWith(rule, at, leftWhenEnded(ended.get(), rule), period);
          case TOTAL -> clockwork.start(rule, unfolding.state().identity().openedAt(), period);
          case NONE -> {}
        }
      }
    }
  }

  private static Duration leftWhenEnded(Clock clock, ClockRule rule) {
    return switch (clock.phase()) {
      case Clock.Phase.Met met -> Measure.leftAt(clock, rule.target().calendar(), met.at());
      case Clock.Phase.Voided voided ->
          Measure.leftAt(clock, rule.target().calendar(), voided.at());
      case Clock.Phase.Running r -> clock.stint().remaining();
      case Clock.Phase.Paused p -> clock.stint().remaining();
      case Clock.Phase.Breached b -> Duration.ZERO;
    };
  }
}
