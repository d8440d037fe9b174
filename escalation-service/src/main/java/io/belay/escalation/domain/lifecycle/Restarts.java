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

  /**
   * Nobody else works on the matter any more: each clock goes on with the time it had left, but for
   * what a milestone fulfilled meanwhile.
   */
  void resumeAfterDuplicate(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var ended = unfolding.state().clock(rule.name());
      if (ended.isPresent()
          && has(rule)
          && ended.get().phase() instanceof Clock.Phase.Voided voided
          && voided.reason().equals(Causes.DUPLICATE)
          && !isDone(rule, ended.get())) {
        clockwork.startWith(rule, at, leftWhenEnded(ended.get(), rule), ended.get().period() + 1);
        clockwork.pauses().pauseIfWaiting(rule, at);
      }
    }
  }

  private boolean isDone(ClockRule rule, Clock ended) {
    return !rule.recurring() && clockwork.ends().isDoneSince(rule, ended.stint().startedAt());
  }

  /**
   * Starts again what had ended with the case, as each clock's rule says, and what a case like this
   * has only since it was corrected.
   */
  void restartAfterReopening(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var clock = unfolding.state().clock(rule.name());
      var ended = clock.filter(known -> !known.running() && !known.paused());
      boolean ofTheLaw = rule.statute() != null;
      if (ofTheLaw || rule.startsOn() != ClockRule.StartsOn.OPENED || !has(rule)) {
        continue;
      }
      if (ended.isPresent() && rule.onReopen() != ClockRule.OnReopen.NONE) {
        restart(ended.get(), rule, at);
      } else if (Clockwork.isMissing(clock)) {
        boolean total = rule.onReopen() == ClockRule.OnReopen.TOTAL;
        var since = total ? unfolding.state().identity().openedAt() : at;
        clockwork.start(rule, since, clockwork.nextPeriod(rule));
      }
    }
  }

  private void restart(Clock ended, ClockRule rule, Instant at) {
    int period = ended.period() + 1;
    boolean breached = ended.phase() instanceof Clock.Phase.Breached;
    var left = leftWhenEnded(ended, rule);
    switch (rule.onReopen()) {
      case RESET -> clockwork.start(rule, at, period);
      case CONTINUE -> {
        if (left.isPositive()) {
          clockwork.startWith(rule, at, left, period);
        }
      }
      case TOTAL -> {
        if (!breached) {
          clockwork.start(rule, unfolding.state().identity().openedAt(), period);
        }
      }
      case NONE -> {}
    }
  }

  /** Whether a case like this has the clock: it may have been corrected since the clock ended. */
  private boolean has(ClockRule rule) {
    return Clockwork.targetNow(rule, unfolding.state()).isPresent();
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
