package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts the clocks of a case, and knows who does the rest: {@link Pauses}, {@link ClockEnds},
 * {@link Restarts}, {@link Retargeting}, {@link Corrections} and {@link TierClocks}.
 */
final class Clockwork {
  private final Unfolding unfolding;
  private final Pauses pauses;
  private final Corrections corrections;

  Clockwork(Unfolding unfolding) {
    this.unfolding = unfolding;
    this.pauses = new Pauses(unfolding);
    this.corrections = new Corrections(unfolding);
  }

  Pauses pauses() {
    return pauses;
  }

  Corrections corrections() {
    return corrections;
  }

  ClockEnds ends() {
    return new ClockEnds(unfolding, this);
  }

  Restarts restarts() {
    return new Restarts(unfolding, this);
  }

  Retargeting retargeting() {
    return new Retargeting(unfolding, this);
  }

  TierClocks tiers() {
    return new TierClocks(unfolding, this);
  }

  void startAll(ClockRule.StartsOn occasion, Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.startsOn() == occasion) {
        start(rule, at, nextPeriod(rule));
        pauses.pauseIfWaiting(rule, at);
      }
    }
  }

  /** Who asked is owed a reply; asking again does not put off the one that is owed already. */
  void promiseReply(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var promised = unfolding.state().clock(rule.name());
      boolean owed = promised.filter(clock -> clock.running() || clock.paused()).isPresent();
      if (rule.startsOn() == ClockRule.StartsOn.CUSTOMER_ASKED && !owed) {
        start(rule, at, nextPeriod(rule));
        pauses.pauseIfWaiting(rule, at);
      }
    }
  }

  /** Starts what a statute owes after this, which happened then and is told now. */
  void startAfter(Statute.After what, Instant since, Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.statute() != null && what.equals(rule.statute().after())) {
        startAndTell(rule, since, at);
      }
    }
  }

  /** Starts what a law owes since then, and gives the notices that the case missed without it. */
  void startAndTell(ClockRule rule, Instant since, Instant at) {
    boolean had = unfolding.state().clock(rule.name()).isPresent();
    start(rule, since, 1);
    if (!had && unfolding.state().clock(rule.name()).isPresent()) {
      ends().giveMissedNotices(rule, since, at);
    }
  }

  /** Starts the clock with its whole target, if the pack has one for a case like this. */
  void start(ClockRule rule, Instant at, int period) {
    var state = unfolding.state();
    if (rule.statute() != null) {
      startStatutory(rule, rule.statute(), at);
      return;
    }
    targetNow(rule, state).ifPresent(target -> startWith(rule, at, target, period));
  }

  /**
   * Starts a clock that the case should have had since then: the milestones that were reached
   * count, and while the case waits it stands still.
   */
  void startLate(ClockRule rule, Instant since, Instant at) {
    start(rule, since, nextPeriod(rule));
    ends().fulfilByMilestones(rule);
    pauses.pauseSinceTheWait(rule, at);
  }

  /** It never ran, or ended because cases of a former kind or version have none. */
  static boolean isMissing(Optional<Clock> clock) {
    return clock.isEmpty()
        || (clock.get().phase() instanceof Clock.Phase.Voided voided
            && (voided.reason().equals(Causes.RECLASSIFIED)
                || voided.reason().equals(Causes.POLICY_CHANGED)));
  }

  /** Starts the next period of a recurring clock. */
  void startAgain(ClockRule rule, Instant at, int period) {
    var statute = rule.statute();
    if (statute == null) {
      start(rule, at, period);
    } else {
      startWith(rule, at, Duration.between(at, statute.due(at)), period);
    }
  }

  /** At most once: the law's clock neither starts again nor runs twice. */
  private void startStatutory(ClockRule rule, Statute statute, Instant at) {
    var state = unfolding.state();
    if (statute.holdsFor(state.identity().dates())
        && rule.target().isFor(state.profile().category())
        && state.clock(rule.name()).isEmpty()) {
      startWith(rule, at, Duration.between(at, statute.due(at)), 1);
      ends().fulfilByMilestones(rule);
    }
  }

  /** Gives more time: the new total counts from the clock's own start. */
  void extend(Clock clock, ClockRule rule, Instant dueAt, Instant at, @Nullable String approver) {
    var startedAt = clock.stint().startedAt();
    var warnAt =
        Measure.warnings(rule, Duration.between(startedAt, dueAt), Duration.ZERO, startedAt)
            .stream()
            .filter(warning -> warning.isAfter(at))
            .toList();
    unfolding.step(
        at,
        new Progress.ClockExtended(
            clock.name(), clock.kind(), clock.stint().dueAt(), dueAt, warnAt, approver));
  }

  static Optional<Duration> targetNow(ClockRule rule, CaseState state) {
    var profile = state.profile();
    return rule.target().of(profile.category(), state.placement().tier(), profile.priority());
  }

  void startWith(ClockRule rule, Instant at, Duration target, int period) {
    var calendar = rule.target().calendar();
    unfolding.step(
        at,
        new Progress.ClockStarted(
            rule.name(),
            rule.kind(),
            at,
            target,
            calendar.due(at, target),
            Measure.warnings(rule, target, Duration.ZERO, at),
            period));
  }

  int nextPeriod(ClockRule rule) {
    return unfolding.state().clock(rule.name()).map(clock -> clock.period() + 1).orElse(1);
  }
}
