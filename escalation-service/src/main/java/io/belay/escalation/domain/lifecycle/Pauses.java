package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Stint;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Lets clocks stand still while the case waits, and run again. */
final class Pauses {
  private final Unfolding unfolding;

  Pauses(Unfolding unfolding) {
    this.unfolding = unfolding;
  }

  /** Time passes no longer for the clocks that may stand still for them. */
  void pauseAll(Instant at, WaitingOn on) {
    for (var clock : unfolding.state().clocks()) {
      var rule = unfolding.policy().findClock(clock.name());
      if (rule.isPresent() && rule.get().pausesFor(on)) {
        pause(clock, rule.get(), at, on);
      }
    }
  }

  /** A clock that was started while the case waits stands still at once, if it may. */
  void pauseIfWaiting(ClockRule rule, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting waiting
        && rule.pausesFor(waiting.on())) {
      unfolding.state().clock(rule.name()).ifPresent(c -> pause(c, rule, at, waiting.on()));
    }
  }

  /**
   * As {@link #pauseIfWaiting}, where the clock was started from an instant of the past: it stands
   * still since the wait began, unless it ran out before.
   */
  void pauseSinceTheWait(ClockRule rule, Instant at) {
    var clock = unfolding.state().clock(rule.name());
    var wait = waitsSince(rule, at);
    if (wait.isPresent()
        && clock.isPresent()
        && !clock.get().stint().dueAt().isBefore(wait.get())
        && unfolding.state().status() instanceof Status.Waiting waiting) {
      pause(clock.get(), rule, wait.get(), at, waiting.on());
    }
  }

  /** When the wait began for which such a clock stands still; empty: there is none. */
  Optional<Instant> waitsSince(ClockRule rule, Instant now) {
    return unfolding.state().status() instanceof Status.Waiting waiting
            && rule.pausesFor(waiting.on())
        ? Optional.ofNullable(unfolding.policy().caseRules().longestWait().get(waiting.on()))
            .map(longest -> Measure.earliest(waiting.until().minus(longest), now))
        : Optional.empty();
  }

  private void pause(Clock clock, ClockRule rule, Instant at, WaitingOn on) {
    pause(clock, rule, at, at, on);
  }

  private void pause(Clock clock, ClockRule rule, Instant from, Instant at, WaitingOn on) {
    if (!clock.running()) {
      return;
    }
    var since = Measure.latest(from, clock.stint().runningSince());
    var statute = rule.statute();
    var left =
        statute == null
            ? Measure.leftAt(clock, rule.target().calendar(), since)
            : leftByLaw(clock.stint(), statute, since);
    if (statute != null && left.isZero()) {
      // its last day has come: there is nothing to stop
      return;
    }
    unfolding.step(
        at,
        new Progress.ClockPaused(
            clock.name(), clock.kind(), since, left, clock.stint().dueAt(), on.name()));
  }

  /** What is left of a term of the law that stops then. */
  static Duration leftByLaw(Stint stint, Statute statute, Instant since) {
    boolean first = stint.runningSince().equals(stint.startedAt());
    return statute.clock().leftAt(stint.runningSince(), first ? null : stint.remaining(), since);
  }

  /** The wait is over. */
  void resumeAll(Instant at, String reason) {
    resume(at, reason, (clock, rule) -> true);
  }

  /** Somebody else is waited for: what the law stops for the former alone runs again. */
  void waitChangedTo(WaitingOn on, Instant at) {
    resume(
        at,
        Causes.WAIT_CHANGED,
        (clock, rule) -> clock.kind() == ClockKind.STATUTORY && !rule.pausesFor(on));
  }

  /** The bank's own part is over; the law's clocks run on. */
  void resumeStatutory(Instant at, String reason) {
    resume(at, reason, (clock, rule) -> clock.kind() == ClockKind.STATUTORY);
  }

  private void resume(Instant at, String reason, BiPredicate<Clock, ClockRule> which) {
    for (var clock : unfolding.state().clocks()) {
      var rule = unfolding.policy().findClock(clock.name());
      if (clock.phase() instanceof Clock.Phase.Paused paused
          && rule.isPresent()
          && which.test(clock, rule.get())) {
        resume(clock, rule.get(), Measure.latest(at, paused.since()), at, reason);
      }
    }
  }

  private void resume(Clock clock, ClockRule rule, Instant from, Instant at, String reason) {
    var left = clock.stint().remaining();
    var statute = rule.statute();
    var dueAt =
        statute == null
            ? rule.target().calendar().due(from, left)
            : statute.clock().dueAfter(from, left);
    var warnAt =
        statute == null
            ? warnings(clock, rule, from)
            : Measure.warningsLeft(
                rule, clock.stint().startedAt(), dueAt, clock.stint().warned(), from);
    unfolding.step(
        at, new Progress.ClockResumed(clock.name(), clock.kind(), from, dueAt, warnAt, reason));
  }

  /** One that was due when the clock was stopped is given when it goes on. */
  private static List<Instant> warnings(Clock clock, ClockRule rule, Instant from) {
    var used = clock.target().minus(clock.stint().remaining());
    var toCome = Measure.warnings(rule, clock.target(), used, from);
    return clock.stint().warnAt().isEmpty()
        ? toCome
        : Stream.concat(Stream.of(from), toCome.stream()).distinct().toList();
  }
}
