package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts, pauses, resumes, fulfils and voids the clocks of a case. */
final class Clockwork {
  private final Unfolding unfolding;

  Clockwork(Unfolding unfolding) {
    this.unfolding = unfolding;
  }

  void startAll(ClockRule.StartsOn occasion, Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.startsOn() == occasion) {
        start(rule, at, nextPeriod(rule));
      }
    }
  }

  /** Starts what a statute owes after this. */
  void startAfter(Statute.After what, Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.statute() != null && what.equals(rule.statute().after())) {
        start(rule, at, 1);
      }
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

  /** At most once: the law's clock neither starts again nor runs twice. */
  private void startStatutory(ClockRule rule, Statute statute, Instant at) {
    var state = unfolding.state();
    if (statute.holdsFor(state.identity().openedAt())
        && rule.target().isFor(state.profile().category())
        && state.clock(rule.name()).isEmpty()) {
      startWith(rule, at, Duration.between(at, statute.due(at)), 1);
    }
  }

  /** Gives more time: the new total counts from the clock's own start. */
  void extend(Clock clock, ClockRule rule, Instant dueAt, Instant at, @Nullable String approver) {
    var startedAt = clock.stint().startedAt();
    var warnAt =
        warnings(rule, Duration.between(startedAt, dueAt), Duration.ZERO, startedAt).stream()
            .filter(warning -> warning.isAfter(at))
            .toList();
    unfolding.step(
        at,
        new Progress.ClockExtended(
            clock.name(), clock.kind(), clock.stint().dueAt(), dueAt, warnAt, approver));
  }

  private static Optional<Duration> targetNow(ClockRule rule, CaseState state) {
    var profile = state.profile();
    return rule.target().of(profile.category(), state.placement().tier(), profile.priority());
  }

  private void startWith(ClockRule rule, Instant at, Duration target, int period) {
    var calendar = rule.target().calendar();
    unfolding.step(
        at,
        new Progress.ClockStarted(
            rule.name(),
            rule.kind(),
            at,
            target,
            calendar.due(at, target),
            warnings(rule, target, Duration.ZERO, at),
            period));
  }

  /** Time passes no longer for the clocks that may stand still. */
  void pauseAll(Instant at, String reason) {
    for (var clock : unfolding.state().clocks()) {
      var rule = unfolding.policy().clock(clock.name());
      if (clock.running() && rule.pausable()) {
        var since = latest(at, clock.stint().runningSince());
        unfolding.step(
            at,
            new Progress.ClockPaused(
                clock.name(),
                clock.kind(),
                since,
                remainingAt(clock, rule.target().calendar(), since),
                clock.stint().dueAt(),
                reason));
      }
    }
  }

  void resumeAll(Instant at, String reason) {
    for (var clock : unfolding.state().clocks()) {
      if (clock.phase() instanceof Clock.Phase.Paused paused) {
        var rule = unfolding.policy().clock(clock.name());
        var from = latest(at, paused.since());
        var remaining = clock.stint().remaining();
        var used = clock.target().minus(remaining);
        unfolding.step(
            at,
            new Progress.ClockResumed(
                clock.name(),
                clock.kind(),
                from,
                rule.target().calendar().due(from, remaining),
                warnings(rule, clock.target(), used, from),
                reason));
      }
    }
  }

  /**
   * Whoever owed this has done it: {@code deed} is an event type, milestone:NAME or informed:TYPE.
   */
  void fulfil(String deed, Instant at) {
    for (var clock : unfolding.state().clocks()) {
      var rule = unfolding.policy().clock(clock.name());
      if (clock.open() && rule.metBy().contains(deed) && !at.isBefore(clock.stint().startedAt())) {
        var dueAt = clock.stint().dueAt();
        boolean late = !clock.paused() && at.isAfter(dueAt);
        unfolding.step(at, new Progress.ClockMet(clock.name(), clock.kind(), at, dueAt, late));
        if (rule.recurring() && unfolding.state().inWork()) {
          start(rule, at, clock.period() + 1);
          if (unfolding.state().status() instanceof Progress.Status.Waiting waiting) {
            pauseAll(at, waiting.on().name());
          }
        }
      }
    }
  }

  /** The internal clocks that still run end here; those already breached keep their breach. */
  void voidInternal(Instant at, String reason) {
    voidRunning(at, reason, clock -> clock.kind() == ClockKind.INTERNAL);
  }

  /** The clocks of the tier that is being left end here. */
  void voidClocksOfTier(Instant at, String reason) {
    voidRunning(
        at,
        reason,
        clock -> unfolding.policy().clock(clock.name()).startsOn() == ClockRule.StartsOn.PROMOTED);
  }

  private void voidRunning(Instant at, String reason, Predicate<Clock> which) {
    for (var clock : unfolding.state().clocks()) {
      if ((clock.running() || clock.paused()) && which.test(clock)) {
        unfolding.step(
            at,
            new Progress.ClockVoided(
                clock.name(), clock.kind(), at, clock.stint().dueAt(), reason));
      }
    }
  }

  /** Starts again what had ended with the case, as each clock's rule says. */
  void restartAfterReopening(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var ended = unfolding.state().clock(rule.name()).filter(clock -> !clock.open());
      if (ended.isPresent() && rule.startsOn() == ClockRule.StartsOn.OPENED) {
        int period = ended.get().period() + 1;
        switch (rule.onReopen()) {
          case RESET -> start(rule, at, period);
          case CONTINUE -> startWith(rule, at, leftWhenEnded(ended.get(), rule), period);
          case TOTAL -> start(rule, unfolding.state().identity().openedAt(), period);
          case NONE -> {}
        }
      }
    }
  }

  /**
   * Lets the clocks follow a corrected category and priority. A clock that such a case does not
   * have ends, and says why.
   */
  void follow(Profile before, Instant at, ChangeMode mode) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.statute() != null) {
        followStatute(rule, before);
        continue;
      }
      var clock = unfolding.state().clock(rule.name()).filter(c -> c.running() || c.paused());
      var target = targetNow(rule, unfolding.state());
      if (clock.isPresent() && target.isEmpty()) {
        voidRunning(at, Causes.RECLASSIFIED, each -> each.name().equals(rule.name()));
      } else if (clock.isPresent() && !target.get().equals(clock.get().target())) {
        retarget(clock.get(), rule, target.get(), at, mode);
      } else if (rule.startsOn() == ClockRule.StartsOn.OPENED
          && !rule.target().isFor(before.category())) {
        startLate(rule, at, mode);
      }
    }
  }

  /** What the law owes a case of this kind it has owed since the opening; what runs, runs on. */
  private void followStatute(ClockRule rule, Profile before) {
    if (rule.startsOn() == ClockRule.StartsOn.OPENED && !rule.target().isFor(before.category())) {
      start(rule, unfolding.state().identity().openedAt(), 1);
    }
  }

  /** A case of its kind has had this clock from the beginning. */
  private void startLate(ClockRule rule, Instant at, ChangeMode mode) {
    var state = unfolding.state();
    if (state.inWork() && state.clock(rule.name()).filter(Clock::open).isEmpty()) {
      boolean fromTheBeginning = mode == ChangeMode.RETROACTIVE;
      start(rule, fromTheBeginning ? state.identity().openedAt() : at, nextPeriod(rule));
      if (state.status() instanceof Progress.Status.Waiting waiting) {
        pauseAll(at, waiting.on().name());
      }
    }
  }

  private void retarget(Clock clock, ClockRule rule, Duration target, Instant at, ChangeMode mode) {
    var stint = clock.stint();
    var calendar = rule.target().calendar();
    switch (mode) {
      case RETROACTIVE -> {
        var remaining = Fold.atLeastZero(stint.remaining().plus(target.minus(clock.target())));
        var from = stint.runningSince();
        var warnAt =
            warnings(rule, target, target.minus(remaining), from).stream()
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
              warnings(rule, target, Duration.ZERO, at),
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

  private int nextPeriod(ClockRule rule) {
    return unfolding.state().clock(rule.name()).map(clock -> clock.period() + 1).orElse(1);
  }

  /**
   * When the warnings of a clock come that has used up so much of its target and runs from here on.
   */
  private static List<Instant> warnings(
      ClockRule rule, Duration target, Duration used, Instant from) {
    return rule.effects().warnings().stream()
        .map(warning -> warning.usedBy(target).truncatedTo(ChronoUnit.MILLIS))
        .filter(at -> at.compareTo(used) > 0 && at.compareTo(target) < 0)
        .map(at -> rule.target().calendar().due(from, at.minus(used)))
        .distinct()
        .sorted()
        .toList();
  }

  private static Duration remainingAt(Clock clock, WorkingCalendar calendar, Instant at) {
    var used = calendar.elapsed(clock.stint().runningSince(), at);
    return Fold.atLeastZero(clock.stint().remaining().minus(used));
  }

  private static Duration leftWhenEnded(Clock clock, ClockRule rule) {
    return switch (clock.phase()) {
      case Clock.Phase.Met met -> remainingAt(clock, rule.target().calendar(), met.at());
      case Clock.Phase.Voided voided -> remainingAt(clock, rule.target().calendar(), voided.at());
      case Clock.Phase.Running r -> clock.stint().remaining();
      case Clock.Phase.Paused p -> clock.stint().remaining();
      case Clock.Phase.Breached b -> Duration.ZERO;
    };
  }

  /** Says so once nothing is running any more for a case that is closed. */
  void settleIfOver(Instant at) {
    if (unfolding.state().canSettle()) {
      var keptFor = unfolding.policy().caseRules().keepSettledFor();
      unfolding.step(at, new Progress.CaseSettled(at.plus(keptFor)));
    }
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
