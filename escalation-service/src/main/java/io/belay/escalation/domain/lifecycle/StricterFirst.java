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
 * The first case of a matter keeps the promises to a duplicate, whose own internal clocks have
 * ended: it takes over a stricter priority, and each clock has the earlier of both due times.
 *
 * <pre>
 * a clock of the first  follows
 * runs                  the duplicate's target counts from the duplicate's opening, or from the start of
 *                       this period after it, however long the first waited, unless it was due earlier anyway
 * stands still          has left what the duplicate has, unless less was left anyway
 * not of its priority   starts at the duplicate's opening
 * breached, met, ended  does not
 * statutory             does not: no law asks for the priority
 * </pre>
 *
 * The mode of the pack does not count: retroactive would break a promise at once that nobody gave,
 * and the others could let the first be later than the duplicate would have been.
 */
final class StricterFirst {
  /** What a clock that stands still has left at least: it is due once it goes on. */
  private static final Duration LEAST = Duration.ofMillis(1);

  private final Unfolding unfolding;
  private final Clockwork clockwork;

  StricterFirst(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /** Does nothing where the case is over. */
  void takeOver(@Nullable String priority, StricterDuplicate duplicate, Instant at) {
    var old = unfolding.state().profile();
    if (priority == null || !unfolding.state().inWork()) {
      return;
    }
    if (Priority.isStricter(priority, old.priority())) {
      var next = withPriority(old, priority);
      unfolding.step(
          at, new Progress.CaseReclassified(next, ChangeMode.FORWARD.word(), duplicate.caseId()));
    }
    var since = bounded(duplicate.countsFrom(), at);
    for (var rule : unfolding.policy().clocks()) {
      if (rule.statute() == null && !rule.closesTheCase()) {
        follow(rule, old, priority, since, at);
      }
    }
  }

  private static Profile withPriority(Profile old, String priority) {
    return new Profile(
        old.category(),
        priority,
        old.market(),
        old.entity(),
        old.transactionReference(),
        old.money());
  }

  /** A duplicate is within the window of its first. */
  private Instant bounded(Instant since, Instant at) {
    var earliest = unfolding.state().identity().openedAt().minus(Duplicates.LONGEST_WINDOW);
    return since.isAfter(at) ? at : Measure.latest(since, earliest);
  }

  private void follow(ClockRule rule, Profile old, String priority, Instant since, Instant at) {
    var state = unfolding.state();
    var target = rule.target().of(old.category(), state.placement().tier(), priority);
    var clock = state.clock(rule.name());
    if (target.isEmpty()) {
      return;
    }
    if (clock.filter(Clock::running).isPresent()) {
      hurry(clock.get(), rule, target.get(), since, at);
    } else if (clock.filter(Clock::paused).isPresent()) {
      shorten(clock.get(), rule, target.get(), since, at);
    } else if (isMissing(rule, clock, old)) {
      clockwork.start(rule, since, clockwork.nextPeriod(rule));
      clockwork.ends().fulfilByMilestones(rule);
      clockwork.pauses().pauseIfWaiting(rule, at);
    }
  }

  private void hurry(Clock clock, ClockRule rule, Duration target, Instant since, Instant at) {
    var stint = clock.stint();
    boolean sinceTheOpening = stint.startedAt().equals(unfolding.state().identity().openedAt());
    // what the first has kept since, it has for both; what it waited for, the duplicate did not
    var from = sinceTheOpening ? since : Measure.latest(since, stint.startedAt());
    var dueAt = rule.target().calendar().due(from, target);
    if (dueAt.isBefore(stint.dueAt())) {
      var warnAt =
          Measure.warnings(rule, target, Duration.ZERO, from).stream()
              .filter(warning -> warning.isAfter(at))
              .toList();
      retarget(clock, target, from, dueAt, warnAt, at);
    }
  }

  private void shorten(Clock clock, ClockRule rule, Duration target, Instant since, Instant at) {
    var stint = clock.stint();
    var left = target.minus(rule.target().calendar().elapsed(since, at));
    if (left.compareTo(stint.remaining()) < 0) {
      retarget(clock, left.isPositive() ? left : LEAST, at, stint.dueAt(), List.of(), at);
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
    return atTheOpening
        && rule.target().of(old.category(), tier, old.priority()).isEmpty()
        && Clockwork.isMissing(clock);
  }
}
