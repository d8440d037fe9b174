package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets the clocks of a case follow where their targets change: a corrected category or priority, or
 * another version of the policy, each in one of four modes.
 */
final class Retargeting {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  Retargeting(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /**
   * Lets the clocks follow a corrected category and priority. A clock that such a case does not
   * have ends, and says why.
   */
  void follow(Profile before, Instant at, ChangeMode mode) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.statute() != null) {
        followStatute(rule, before, at);
        continue;
      }
      var clock = unfolding.state().clock(rule.name()).filter(c -> c.running() || c.paused());
      var target = Clockwork.targetNow(rule, unfolding.state());
      var former = targetOf(rule, before);
      if (clock.isPresent() && target.isEmpty()) {
        clockwork
            .ends()
            .voidRunning(at, Causes.RECLASSIFIED, each -> each.name().equals(rule.name()));
      } else if (clock.isPresent() && !target.equals(former)) {
        retarget(clock.get(), rule, target.get(), at, mode);
      } else if (rule.startsOn() == ClockRule.StartsOn.OPENED && former.isEmpty()) {
        startLate(rule, at, mode);
      } else if (rule.isOfTier() && former.isEmpty()) {
        clockwork.tiers().startLate(rule, at, mode);
      }
    }
  }

  /** What the rule gave a case of this kind at the tier where it is. */
  private Optional<Duration> targetOf(ClockRule rule, Profile kind) {
    var tier = unfolding.state().placement().tier();
    return rule.target().of(kind.category(), tier, kind.priority());
  }

  /** What the law owes a case of this kind it has owed since the opening; what runs, runs on. */
  private void followStatute(ClockRule rule, Profile before, Instant at) {
    if (rule.startsOn() == ClockRule.StartsOn.OPENED && !rule.target().isFor(before.category())) {
      clockwork.startAndTell(rule, unfolding.state().identity().openedAt(), at);
    }
  }

  /** A case of its kind has had this clock from the beginning; one that was kept is kept. */
  private void startLate(ClockRule rule, Instant at, ChangeMode mode) {
    var state = unfolding.state();
    if (state.inWork() && Clockwork.isMissing(state.clock(rule.name()))) {
      boolean fromTheBeginning = mode == ChangeMode.RETROACTIVE;
      clockwork.startLate(rule, fromTheBeginning ? state.identity().openedAt() : at, at);
    }
  }

  /**
   * Lets the clocks follow into another version of the policy, which is in force already.
   *
   * @param former the version before
   */
  void followPolicy(PolicyPack former, Instant at, ChangeMode mode) {
    for (var rule : unfolding.policy().clocks()) {
      var clock = unfolding.state().clock(rule.name());
      if (rule.statute() != null) {
        followStatuteOf(rule, clock);
      } else if (clock.filter(c -> c.running() || c.paused()).isPresent()) {
        followPolicy(clock.get(), rule, former, at, mode);
      } else if (rule.startsOn() == ClockRule.StartsOn.OPENED) {
        startLate(rule, at, mode);
      } else if (rule.isOfTier()) {
        clockwork.tiers().startLate(rule, at, mode);
      }
    }
  }

  private void followStatuteOf(ClockRule rule, Optional<Clock> clock) {
    if (clock.isEmpty() && rule.startsOn() == ClockRule.StartsOn.OPENED) {
      clockwork.start(rule, unfolding.state().identity().openedAt(), 1);
    }
  }

  private void followPolicy(
      Clock clock, ClockRule rule, PolicyPack former, Instant at, ChangeMode mode) {
    var target = Clockwork.targetNow(rule, unfolding.state());
    var targetBefore =
        former.findClock(rule.name()).flatMap(old -> Clockwork.targetNow(old, unfolding.state()));
    if (target.isEmpty()) {
      clockwork
          .ends()
          .voidRunning(at, Causes.POLICY_CHANGED, each -> each.name().equals(rule.name()));
    } else if (!target.equals(targetBefore)) {
      retarget(clock, rule, target.get(), at, mode);
    } else if (hasAnotherCalendar(clock, rule)) {
      retarget(clock, rule, clock.target(), at, mode);
    }
  }

  private static boolean hasAnotherCalendar(Clock clock, ClockRule rule) {
    var stint = clock.stint();
    var dueAt = rule.target().calendar().due(stint.runningSince(), stint.remaining());
    return clock.running() && !dueAt.equals(stint.dueAt());
  }

  private void retarget(Clock clock, ClockRule rule, Duration target, Instant at, ChangeMode mode) {
    var stint = clock.stint();
    var calendar = rule.target().calendar();
    switch (mode) {
      case RETROACTIVE -> {
        var remaining = Fold.atLeastZero(stint.remaining().plus(target.minus(clock.target())));
        var from = stint.runningSince();
        var warnAt =
            Measure.warnings(rule, target, target.minus(remaining), from).stream()
                .filter(warning -> warning.isAfter(at))
                .toList();
        retargeted(clock, target, at, calendar.due(from, remaining), warnAt, mode);
      }
      case FORWARD, RESET ->
          retargeted(
              clock,
              target,
              at,
              calendar.due(at, target),
              Measure.warnings(rule, target, Duration.ZERO, at),
              mode);
      case CONTINUE -> {
        // its next period has the new target
      }
    }
  }

  /** While it stands still, it keeps the due time it had, and warns of nothing. */
  private void retargeted(
      Clock clock,
      Duration target,
      Instant at,
      Instant dueAt,
      List<Instant> warnAt,
      ChangeMode mode) {
    var before = clock.stint().dueAt();
    unfolding.step(
        at,
        new Progress.ClockRetargeted(
            clock.name(),
            clock.kind(),
            at,
            target,
            before,
            clock.paused() ? before : dueAt,
            clock.paused() ? List.of() : warnAt,
            mode.word()));
  }
}
