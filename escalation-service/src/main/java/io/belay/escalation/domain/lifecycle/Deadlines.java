package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what is due, in order of business time: after an outage every rung is climbed as if
 * nobody had been away. What is late is told once, by its last message; what only waits because
 * ticks hold back is decided as if each had come for itself.
 *
 * <p>Each deadline decided is gone, and a recurring clock jumps past the limit, so the work is
 * bounded by the number of clocks, their warnings and the height of the ladder.
 */
final class Deadlines {
  /** Periods of a recurring clock counted one by one; beyond, the clock starts again at the end. */
  private static final int MAX_PERIODS_COUNTED = 10_000;

  private static final int MAX_DEADLINES = 10_000;

  /** Beyond so many in one decision, a recurring clock counts its periods as if they were late. */
  private static final int MAX_DECIDED_ONE_BY_ONE = 1_000;

  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;
  private final Silence silence;

  private final Instant tickedUpTo;

  /** The latest instant that counts as passed. */
  private Instant limit = Instant.MIN;

  /** The latest instant that was decided. */
  private Instant latest = Instant.MIN;

  private int decided;

  /**
   * @param tickedUpTo the latest instant for which a tick on time has come; what is due later is
   *     not late
   */
  Deadlines(Unfolding unfolding, Clockwork clockwork, Climbing climbing, Instant tickedUpTo) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
    this.tickedUpTo = tickedUpTo;
    this.silence = new Silence(unfolding, clockwork);
  }

  /** Decides every deadline at or before this instant. */
  void decideUntil(Instant inclusive) {
    limit = inclusive;
    for (decided = 0; decideNext(); decided++) {
      if (decided == MAX_DEADLINES) {
        throw new IllegalStateException(
            "Expected the deadlines of case "
                + unfolding.state().identity().caseId()
                + " to come to an end");
      }
    }
    unfolding.sayPostponed();
  }

  private boolean decideNext() {
    var wait = waitEndsAt().filter(this::passed);
    var clock = earliestClock().filter(c -> c.nextInstant().filter(this::passed).isPresent());
    if (wait.isPresent()
        && clock.flatMap(Clock::nextInstant).filter(at -> at.isBefore(wait.get())).isEmpty()) {
      comeTo(wait.get());
      waitExpired(wait.get());
      return true;
    }
    clock.flatMap(Clock::nextInstant).ifPresent(this::comeTo);
    clock.ifPresent(this::clockPassed);
    return clock.isPresent();
  }

  /** A tick of its own would have said by now what was decided before. */
  private void comeTo(Instant at) {
    if (at.isAfter(tickedUpTo) && at.isAfter(latest)) {
      unfolding.sayPostponed();
    }
    latest = Measure.latest(latest, at);
  }

  private boolean passed(Instant at) {
    return !at.isAfter(limit);
  }

  private boolean late(Instant at) {
    return !at.isAfter(latestLate());
  }

  private Instant latestLate() {
    return decided > MAX_DECIDED_ONE_BY_ONE ? limit : Measure.earliest(limit, tickedUpTo);
  }

  private Optional<Instant> waitEndsAt() {
    return unfolding.state().status() instanceof Progress.Status.Waiting waiting
        ? Optional.of(waiting.until())
        : Optional.empty();
  }

  /** Among clocks due together, the pack's order decides. */
  private Optional<Clock> earliestClock() {
    Optional<Clock> earliest = Optional.empty();
    for (var rule : unfolding.policy().clocks()) {
      var clock = unfolding.state().clock(rule.name());
      var at = clock.flatMap(Clock::nextInstant);
      if (at.isPresent()
          && earliest.flatMap(Clock::nextInstant).filter(e -> !at.get().isBefore(e)).isEmpty()) {
        earliest = clock;
      }
    }
    return earliest;
  }

  private void clockPassed(Clock clock) {
    var rule = unfolding.policy().clock(clock.name());
    if (!clock.stint().warnAt().isEmpty()) {
      warn(clock, rule);
    } else if (rule.closesTheCase()) {
      silence.closes(rule, clock.stint().dueAt());
    } else {
      breach(clock, rule);
    }
  }

  private void warn(Clock clock, ClockRule rule) {
    var stint = clock.stint();
    var at = stint.warnAt().getFirst();
    unfolding.step(
        at,
        new Progress.ClockWarned(
            clock.name(), clock.kind(), at, stint.dueAt(), unfolding.now(), stint.warned() + 1));
    if (rule.closesTheCase()) {
      silence.remind(clock, at);
      return;
    }
    boolean said = unfolding.state().placement().stay().apologisedFor().contains(clock.name());
    if (rule.effects().apologiseOnWarning() && !said) {
      unfolding.tellLast(
          Occasion.WARNED, at, new Progress.Why(clock.name(), null, null), clock.name());
    }
    if (rule.effects().promoteOnWarning() && stint.warned() == 0) {
      climbing.promote(at, Causes.CLOCK_WARNED, clock.name());
    }
  }

  private void breach(Clock clock, ClockRule rule) {
    var firstMissed = clock.stint().dueAt();
    var lastMissed = firstMissed;
    int missed = 1;
    var following = targetOfTheNextPeriod(clock, rule);
    var doneAt = clockwork.ends().doneAt(clock, rule).orElse(Instant.MAX);
    if (following.isPresent()) {
      var next = rule.dueAfter(lastMissed, following.get());
      while (late(next) && next.isBefore(doneAt) && missed < MAX_PERIODS_COUNTED) {
        missed++;
        lastMissed = next;
        next = rule.dueAfter(lastMissed, following.get());
      }
      if (late(next) && next.isBefore(doneAt)) {
        lastMissed = latestLate();
      }
    }
    unfolding.step(
        firstMissed,
        new Progress.ClockBreached(
            clock.name(), clock.kind(), firstMissed, unfolding.now(), missed));
    // a law may have been broken before the bank heard of the case: nobody could climb then
    var inTheCase = Measure.latest(firstMissed, unfolding.state().identity().openedAt());
    if (rule.effects().promoteOnBreach()) {
      climbing.promote(inTheCase, Causes.CLOCK_BREACHED, clock.name());
    }
    clockwork.startAfter(new Statute.After.Breach(clock.name()), firstMissed, inTheCase);
    if (rule.recurring() && (rule.statute() != null || unfolding.state().inWork())) {
      clockwork.startAgain(rule, lastMissed, clock.period() + missed);
    }
    clockwork.ends().fulfilByMilestones(rule);
    clockwork.ends().settleIfOver(inTheCase);
  }

  /** Empty: there is no next period. A clock that kept a former target has today's from then on. */
  private Optional<Duration> targetOfTheNextPeriod(Clock clock, ClockRule rule) {
    if (!rule.recurring()) {
      return Optional.empty();
    }
    return rule.statute() == null
        ? Clockwork.targetNow(rule, unfolding.state())
        : Optional.of(clock.target());
  }

  private void waitExpired(Instant at) {
    var state = unfolding.state();
    var placement = state.placement();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            "WAITING_EXPIRED",
            new Progress.Status.Open(),
            placement.handledBy(),
            placement.queue(),
            placement.excluded(),
            null,
            null,
            null));
    silence.waitExpired(at);
    clockwork.pauses().resumeAll(at, Causes.WAIT_EXPIRED);
  }
}
