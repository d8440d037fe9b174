package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Lapse;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.clock.Clock.Unproven;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    if (lapse != null && (lapse.covers(at) || wasNeverOwed(lapse, rule, at))) {
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

  /**
   * As {@link #doneBeforeTheBreach}, where something else was reported first that was too late.
   *
   * @param unproven the message, where it may still bounce: then the clock has to hang on it, too
   */
  void doneBeforeWhatWasLate(Clock clock, Instant at, @Nullable String unproven) {
    var stint = clock.stint();
    var hangsOn = clock.doubts().unproven();
    boolean sure = unproven == null || (hangsOn != null && hangsOn.messageId().equals(unproven));
    if (clock.phase() instanceof Phase.Met met
        && met.late()
        && sure
        && !at.isBefore(stint.startedAt())
        && !at.isAfter(stint.dueAt())) {
      correct(clock, stint.dueAt(), at, 0);
    }
  }

  /** More time was given while the clock ran, which was told after its breach. */
  void extended(Clock clock, Instant at) {
    if (clock.phase() instanceof Phase.Breached) {
      correct(clock, clock.stint().dueAt(), at, 0);
    }
  }

  /** What is owed for each day until something is done was not owed after that was done. */
  private static boolean wasNeverOwed(Lapse lapse, ClockRule rule, Instant at) {
    return ClockEnds.owesNothingMore(rule) && at.isBefore(lapse.startedAt());
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
   * The message did not arrive: what it had fulfilled is owed again, as if time had run on. Once
   * nobody works on the case any more, only what a law wants to be told is.
   *
   * @return whose clocks are owed again
   */
  List<ClockRule> bounced(String messageId, Instant at) {
    var reopened = new ArrayList<ClockRule>();
    for (var clock : unfolding.state().clocks()) {
      var unproven = clock.doubts().unproven();
      var rule = unfolding.policy().findClock(clock.name());
      boolean applies = rule.filter(this::isOwed).isPresent() && !isVoided(clock);
      if (unproven != null && unproven.messageId().equals(messageId) && applies) {
        reopen(clock, unproven, rule.get(), at);
        reopened.add(rule.get());
      }
    }
    return reopened;
  }

  private boolean isOwed(ClockRule rule) {
    return rule.statute() != null || unfolding.state().inWork();
  }

  private static boolean isVoided(Clock clock) {
    return clock.phase() instanceof Phase.Voided;
  }

  private void reopen(Clock clock, Unproven before, ClockRule rule, Instant at) {
    if (before.late() && clock.period() > before.period()) {
      // its breach is recorded, and the period since is watched
      return;
    }
    var open = before.late() ? overdue(before) : runningOn(clock, before, rule, at);
    unfolding.step(
        at, new Progress.ClockReopened(clock.name(), clock.kind(), at, open, Causes.BOUNCED));
    boolean stands = stoppedAt(before, rule, at).isPresent() && !open.remaining().isZero();
    if (!before.late() && stands) {
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

  private Progress.Open asPromised(Clock clock, Unproven before, ClockRule rule, Instant at) {
    var calendar = rule.target().calendar();
    var then = before.stint();
    var leftThen =
        Fold.atLeastZero(
            then.remaining().minus(calendar.elapsed(then.runningSince(), before.metAt())));
    var usedSince = usedSince(clock, before, rule, at);
    var left = Fold.atLeastZero(leftThen.minus(usedSince));
    var dueAt = left.isZero() ? calendar.due(before.metAt(), leftThen) : calendar.due(at, left);
    return new Progress.Open(
        before.period(),
        before.target(),
        left,
        dueAt,
        Measure.warnings(rule, before.target(), before.target().minus(left), at));
  }

  /**
   * A term that ran has the end it had. One that stood still had so much left when it was
   * fulfilled, and runs from then on, but for a wait that has begun since or goes on.
   */
  private Progress.Open asTheLawSays(Unproven before, ClockRule rule, Statute statute, Instant at) {
    var then = before.stint();
    var stop = stoppedAt(before, rule, at);
    var left = leftOfTheTerm(before, statute, stop.orElse(at));
    var dueAt = then.dueAt();
    if (stoodStill(before)) {
      boolean stands = stop.isPresent() && !left.isZero();
      dueAt =
          stands
              ? statute.clock().dueAfter(at, left)
              : statute.clock().dueAfter(before.metAt(), then.remaining());
    }
    return new Progress.Open(
        before.period(),
        before.target(),
        left,
        dueAt,
        Measure.warningsLeft(rule, then.startedAt(), dueAt, then.warned(), at));
  }

  /** What stands still is cut off at its end: see {@link Clock#met}. */
  private static boolean stoodStill(Unproven before) {
    var then = before.stint();
    return then.runningSince().equals(before.metAt()) && !then.startedAt().equals(before.metAt());
  }

  /**
   * Since when the clock would stand still now had nothing fulfilled it: from the fulfilment at the
   * earliest. A law's clock that ran then runs through the wait of that time. Empty: it would run.
   */
  private Optional<Instant> stoppedAt(Unproven before, ClockRule rule, Instant at) {
    var metAt = before.metAt();
    return pauses
        .waitsSince(rule, at)
        .filter(wait -> rule.statute() == null || stoodStill(before) || wait.isAfter(metAt))
        .map(wait -> Measure.latest(wait, metAt));
  }

  /** As a pause counts it, where the law has one. */
  private static Duration leftOfTheTerm(Unproven before, Statute statute, Instant at) {
    var then = before.stint();
    return statute.pausesFor().isEmpty() && !stoodStill(before)
        ? Fold.atLeastZero(Duration.between(at, then.dueAt()))
        : Pauses.leftByLaw(then, statute, at);
  }

  /**
   * Calendar time since the fulfilment, without pauses: as the next period counted it; where there
   * is none, without the wait that goes on.
   */
  private Duration usedSince(Clock clock, Unproven before, ClockRule rule, Instant at) {
    var calendar = rule.target().calendar();
    if (clock.period() == before.period()) {
      return calendar.elapsed(before.metAt(), stoppedAt(before, rule, at).orElse(at));
    }
    var usedUntilItRan = clock.target().minus(clock.stint().remaining());
    return clock.running()
        ? usedUntilItRan.plus(calendar.elapsed(clock.stint().runningSince(), at))
        : usedUntilItRan;
  }
}
