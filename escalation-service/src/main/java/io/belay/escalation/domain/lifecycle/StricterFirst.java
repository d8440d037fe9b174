package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent.StricterDuplicate;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Priority;
import io.belay.escalation.domain.policy.Together.Duplicates;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first case of a matter takes over the stricter priority of a duplicate, whose own internal
 * clocks have ended: each clock has the earlier of both due times.
 *
 * <pre>
 * a clock of the first  follows
 * runs                  the new target counts from the duplicate's opening, unless it was due earlier anyway
 * stands still          has the new target left, unless less was left anyway
 * not of its priority   starts at the duplicate's opening
 * breached, met, ended  does not
 * statutory             does not: no law asks for the priority
 * </pre>
 *
 * The mode of the pack does not count: retroactive would break a promise at once that nobody gave,
 * and the others could let the first be later than the duplicate would have been.
 */
final class StricterFirst {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  StricterFirst(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /** Does nothing where the case is as strict already, or over. */
  void takeOver(@Nullable String priority, StricterDuplicate duplicate, Instant at) {
    var old = unfolding.state().profile();
    if (priority == null
        || !unfolding.state().inWork()
        || !Priority.isStricter(priority, old.priority())) {
      return;
    }
    var next =
        new Profile(
            old.category(),
            priority,
            old.market(),
            old.entity(),
            old.transactionReference(),
            old.money());
    unfolding.step(
        at, new Progress.CaseReclassified(next, ChangeMode.FORWARD.word(), duplicate.caseId()));
    var since = bounded(duplicate.countsFrom(), at);
    for (var rule : unfolding.policy().clocks()) {
      if (rule.statute() == null && !rule.closesTheCase()) {
        follow(rule, old, since, at);
      }
    }
  }

  /** A duplicate is within the window of its first. */
  private Instant bounded(Instant since, Instant at) {
    var earliest = unfolding.state().identity().openedAt().minus(Duplicates.LONGEST_WINDOW);
    return since.isAfter(at) ? at : Measure.latest(since, earliest);
  }

  private void follow(ClockRule rule, Profile old, Instant since, Instant at) {
    var state = unfolding.state();
    var target = Clockwork.targetNow(rule, state);
    var clock = state.clock(rule.name());
    if (target.isEmpty()) {
      return;
    }
    if (clock.filter(Clock::running).isPresent()) {
      hurry(clock.get(), rule, target.get(), since, at);
    } else if (clock.filter(Clock::paused).isPresent()) {
      shorten(clock.get(), target.get(), at);
    } else if (isMissing(rule, clock, old)) {
      clockwork.start(rule, since, clockwork.nextPeriod(rule));
      clockwork.pauses().pauseIfWaiting(rule, at);
    }
  }

  private void hurry(Clock clock, ClockRule rule, Duration target, Instant since, Instant at) {
    var stint = clock.stint();
    boolean sinceTheOpening = stint.runningSince().equals(unfolding.state().identity().openedAt());
    // what the first has kept or waited for since, it has for both
    var from = sinceTheOpening ? since : Measure.latest(since, stint.runningSince());
    var dueAt = rule.target().calendar().due(from, target);
    if (dueAt.isBefore(stint.dueAt())) {
      var warnAt =
          Measure.warnings(rule, target, Duration.ZERO, from).stream()
              .filter(warning -> warning.isAfter(at))
              .toList();
      retarget(clock, target, from, dueAt, warnAt, at);
    }
  }

  private void shorten(Clock clock, Duration target, Instant at) {
    var stint = clock.stint();
    if (target.compareTo(stint.remaining()) < 0) {
      retarget(clock, target, at, stint.dueAt(), List.of(), at);
    }
  }

  private void retarget(
      Clock clock, Duration target, Instant from, Instant dueAt, List<Instant> warnAt, Instant at) {
    unfolding.step(
        at,
        new Progress.ClockRetargeted(
            clock.name(),
            clock.kind(),
            from,
            target,
            clock.stint().dueAt(),
            dueAt,
            warnAt,
            ChangeMode.FORWARD.word()));
  }

  /** Cases of its former priority have no such clock; what it had kept before is kept. */
  private boolean isMissing(ClockRule rule, Optional<Clock> clock, Profile old) {
    boolean atTheOpening =
        rule.startsOn() == ClockRule.StartsOn.OPENED || rule.startsOn() == ClockRule.StartsOn.TIER;
    var tier = unfolding.state().placement().tier();
    boolean endedByCorrection =
        clock
            .filter(
                known ->
                    known.phase() instanceof Clock.Phase.Voided voided
                        && voided.reason().equals(Causes.RECLASSIFIED))
            .isPresent();
    return atTheOpening
        && rule.target().of(old.category(), tier, old.priority()).isEmpty()
        && (clock.isEmpty() || endedByCorrection);
  }
}
