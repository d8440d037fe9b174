package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what is due, in order of business time: after an outage every rung is climbed as if
 * nobody had been away.
 *
 * <p>Each deadline decided is gone, and a recurring clock jumps past the limit, so the work is
 * bounded by the number of clocks, their warnings and the height of the ladder.
 */
final class Deadlines {
  /**
   * Periods of a recurring clock counted one by one; beyond, the clock starts again at the limit.
   */
  private static final int MAX_PERIODS_COUNTED = 10_000;

  private static final int MAX_DEADLINES = 10_000;

  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;
  private final Silence silence;

  /** The latest instant that counts as passed. */
  private Instant limit = Instant.MIN;

  Deadlines(Unfolding unfolding, Clockwork clockwork, Climbing climbing) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
    this.silence = new Silence(unfolding, clockwork);
  }

  /** Decides every deadline at or before this instant. */
  void decideUntil(Instant inclusive) {
    limit = inclusive;
    for (int decided = 0; decideNext(); decided++) {
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
      waitExpired(wait.get());
      return true;
    }
    clock.ifPresent(this::clockPassed);
    return clock.isPresent();
  }

  private boolean passed(Instant at) {
    return !at.isAfter(limit);
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
    if (rule.recurring()) {
      var next = rule.dueAfter(lastMissed, clock.target());
      while (passed(next) && missed < MAX_PERIODS_COUNTED) {
        missed++;
        lastMissed = next;
        next = rule.dueAfter(lastMissed, clock.target());
      }
      if (passed(next)) {
        lastMissed = limit;
      }
    }
    unfolding.step(
        firstMissed,
        new Progress.ClockBreached(
            clock.name(), clock.kind(), firstMissed, unfolding.now(), missed));
    if (rule.effects().promoteOnBreach()) {
      climbing.promote(firstMissed, Causes.CLOCK_BREACHED, clock.name());
    }
    clockwork.startAfter(new Statute.After.Breach(clock.name()), firstMissed);
    if (rule.recurring() && (rule.statute() != null || unfolding.state().inWork())) {
      clockwork.startAgain(rule, lastMissed, clock.period() + missed);
    }
    clockwork.settleIfOver(firstMissed);
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
            null));
    silence.waitExpired(at);
    clockwork.pauses().resumeAll(at, Causes.WAIT_EXPIRED);
  }
}
