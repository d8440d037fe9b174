package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Lapse;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.clock.Clock.Stint;
import io.belay.escalation.domain.clock.Clock.Unproven;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Records what later news shows to have been otherwise. A breach that was decided stays recorded,
 * and so does what followed from it: promotions, messages, the next period. The correction stands
 * beside it.
 */
final class Corrections {
  /** As in {@link Deadlines}: periods counted one by one. */
  private static final int MAX_PERIODS_COUNTED = 10_000;

  private final Unfolding unfolding;
  private final Pauses pauses;

  Corrections(Unfolding unfolding) {
    this.unfolding = unfolding;
    this.pauses = new Pauses(unfolding);
  }

  /**
   * Something was done that would have kept a promise which counts as broken.
   *
   * @return whether it belongs to periods that are over, so that it fulfils nothing of today
   */
  boolean doneBeforeTheBreach(Clock clock, ClockRule rule, Instant at) {
    var stint = clock.stint();
    var lapse = clock.doubts().lapse();
    if (lapse != null && lapse.covers(at)) {
      // what does not recur was due once, however long ago
      if (rule.recurring() || !at.isAfter(lapse.dueAt())) {
        correct(clock, lapse.dueAt(), at, missedBefore(at, lapse, rule.target().calendar()));
      }
      return true;
    }
    if (clock.phase() instanceof Phase.Breached
        && !at.isBefore(stint.startedAt())
        && !at.isAfter(stint.dueAt())) {
      correct(clock, stint.dueAt(), at, 0);
    }
    return false;
  }

  private void correct(Clock clock, Instant dueAt, Instant at, int missed) {
    unfolding.step(at, new Progress.BreachCorrected(clock.name(), clock.kind(), dueAt, at, missed));
  }

  private static int missedBefore(Instant at, Lapse lapse, WorkingCalendar calendar) {
    int missed = 0;
    for (var due = lapse.dueAt();
        due.isBefore(at) && missed < MAX_PERIODS_COUNTED;
        due = calendar.due(due, lapse.target())) {
      missed++;
    }
    return missed;
  }

  /**
   * The message did not arrive: what it had fulfilled is owed again, as if time had run on.
   *
   * @return whose clocks are owed again
   */
  List<ClockRule> bounced(String messageId, Instant at) {
    var reopened = new ArrayList<ClockRule>();
    for (var clock : unfolding.state().clocks()) {
      var unproven = clock.doubts().unproven();
      var rule = unfolding.policy().findClock(clock.name());
      boolean applies = rule.isPresent() && !(clock.phase() instanceof Phase.Voided);
      if (unproven != null && unproven.messageId().equals(messageId) && applies) {
        reopen(clock, unproven, rule.get(), at);
        reopened.add(rule.get());
      }
    }
    return reopened;
  }

  private void reopen(Clock clock, Unproven before, ClockRule rule, Instant at) {
    if (before.late() && clock.period() > before.period()) {
      // its breach is recorded, and the period since is watched
      return;
    }
    var open = before.late() ? overdue(before) : runningOn(clock, before, rule, at);
    unfolding.step(
        at, new Progress.ClockReopened(clock.name(), clock.kind(), at, open, Causes.BOUNCED));
    if (!before.late() && !open.remaining().isZero()) {
      pauses.pauseIfWaiting(rule, at);
    }
  }

  private static Progress.Open overdue(Unproven before) {
    return new Progress.Open(
        before.period(), before.target(), Duration.ZERO, before.stint().dueAt(), List.of());
  }

  private Progress.Open runningOn(Clock clock, Unproven before, ClockRule rule, Instant at) {
    var statute = rule.statute();
    return statute == null
        ? asPromised(clock, before, rule, at)
        : asTheLawSays(before, rule, statute, at);
  }

  private static Progress.Open asPromised(
      Clock clock, Unproven before, ClockRule rule, Instant at) {
    var calendar = rule.target().calendar();
    var then = before.stint();
    var leftThen =
        Fold.atLeastZero(
            then.remaining().minus(calendar.elapsed(then.runningSince(), before.metAt())));
    var usedSince = usedSince(clock, before, calendar, at);
    var left = Fold.atLeastZero(leftThen.minus(usedSince));
    var dueAt = left.isZero() ? calendar.due(before.metAt(), leftThen) : calendar.due(at, left);
    return new Progress.Open(
        before.period(),
        before.target(),
        left,
        dueAt,
        Measure.warnings(rule, before.target(), before.target().minus(left), at));
  }

  /** A term that ran has the end it had; one that stood still has left what it had left. */
  private Progress.Open asTheLawSays(Unproven before, ClockRule rule, Statute statute, Instant at) {
    var then = before.stint();
    // what stands still is cut off at its end: see Clock.met
    boolean stoodStill =
        then.runningSince().equals(before.metAt()) && !then.startedAt().equals(before.metAt());
    var from = pauses.waitsFor(rule) ? at : before.metAt();
    var dueAt = stoodStill ? statute.clock().dueAfter(from, then.remaining()) : then.dueAt();
    var left = stoodStill ? then.remaining() : leftOfTheTerm(then, statute, at);
    return new Progress.Open(
        before.period(),
        before.target(),
        left,
        dueAt,
        Measure.warningsLeft(rule, then.startedAt(), dueAt, then.warned(), at));
  }

  /** As a pause counts it, where the law has one. */
  private static Duration leftOfTheTerm(Stint stint, Statute statute, Instant at) {
    return statute.pausesFor().isEmpty()
        ? Fold.atLeastZero(Duration.between(at, stint.dueAt()))
        : Pauses.leftByLaw(stint, statute, at);
  }

  /** Calendar time since the fulfilment, without pauses: as the next period counted it. */
  private static Duration usedSince(
      Clock clock, Unproven before, WorkingCalendar calendar, Instant at) {
    if (clock.period() == before.period()) {
      return calendar.elapsed(before.metAt(), at);
    }
    var usedUntilItRan = clock.target().minus(clock.stint().remaining());
    return clock.running()
        ? usedUntilItRan.plus(calendar.elapsed(clock.stint().runningSince(), at))
        : usedUntilItRan;
  }
}
