package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts, pauses, resumes, fulfils and voids the clocks of a case. */
final class Clockwork {
  /** Cause of a closing that somebody reported. */
  static final String EVENT = "event";

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

  /**
   * Whoever owed this has done it: {@code deed} is an event type, milestone:NAME or informed:TYPE.
   */
  void fulfil(String deed, Instant at) {
    fulfil(deed, at, null);
  }

  /**
   * As {@link #fulfil(String, Instant)}, by a message.
   *
   * @param unproven the message, where it may still bounce
   */
  void fulfil(String deed, Instant at, @Nullable String unproven) {
    for (var clock : unfolding.state().clocks()) {
      var rule = unfolding.policy().findClock(clock.name());
      if (rule.isPresent() && isMetBy(rule.get(), deed)) {
        boolean ofThePast = corrections.doneBeforeTheBreach(clock, rule.get(), at);
        if (!ofThePast || owesNothingMore(rule.get())) {
          fulfil(clock, rule.get(), at, unproven);
        }
      }
    }
  }

  /** An acknowledgement, an apology or a reminder is no news, whatever a pack says. */
  private static boolean isMetBy(ClockRule rule, String deed) {
    boolean noNews =
        deed.startsWith(FollowUps.INFORMED)
            && !FollowUps.isNews(deed.substring(FollowUps.INFORMED.length()));
    return rule.metBy().contains(deed) && !(rule.recurring() && noNews);
  }

  /**
   * What a law wants for each day until something is done ends with it, however late it is told.
   */
  private static boolean owesNothingMore(ClockRule rule) {
    return rule.statute() != null && rule.recurring();
  }

  private void fulfil(Clock clock, ClockRule rule, Instant at, @Nullable String unproven) {
    boolean before = at.isBefore(clock.stint().startedAt());
    if (!clock.open() || (before && !owesNothingMore(rule))) {
      return;
    }
    var dueAt = clock.stint().dueAt();
    boolean late = !clock.paused() && at.isAfter(dueAt);
    unfolding.step(
        at, new Progress.ClockMet(clock.name(), clock.kind(), at, dueAt, late, unproven));
    if (rule.recurring() && rule.statute() == null && unfolding.state().inWork()) {
      start(rule, at, clock.period() + 1);
      pauses.pauseIfWaiting(rule, at);
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
        clock ->
            unfolding.policy().findClock(clock.name()).filter(ClockRule::isOfTier).isPresent());
  }

  /** The customer's time to answer ends here. */
  void voidClosing(Instant at, String reason) {
    voidRunning(
        at,
        reason,
        clock ->
            unfolding
                .policy()
                .findClock(clock.name())
                .filter(ClockRule::closesTheCase)
                .isPresent());
  }

  /** The case is over, whoever says so: what it owes inside ends, what the law sets runs on. */
  void close(Instant at, String cause) {
    unfolding.step(at, new Progress.CaseClosed(cause));
    fulfil("CLOSED", at);
    voidInternal(at, cause.equals(EVENT) ? Causes.CLOSED : cause);
    pauses.resumeStatutory(at, Causes.CLOSED);
    settleIfOver(at);
    unfolding.tellLast(Occasion.CLOSED, at, Progress.Why.UNSAID, null);
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

  /** Nobody else works on the matter any more: each clock goes on with the time it had left. */
  void resumeAfterDuplicate(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      var ended = unfolding.state().clock(rule.name());
      if (ended.isPresent()
          && ended.get().phase() instanceof Clock.Phase.Voided voided
          && voided.reason().equals(Causes.DUPLICATE)) {
        startWith(rule, at, leftWhenEnded(ended.get(), rule), ended.get().period() + 1);
        pauses.pauseIfWaiting(rule, at);
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
      } else if (rule.startsOn() == ClockRule.StartsOn.OPENED && targetOf(rule, before).isEmpty()) {
        startLate(rule, at, mode);
      }
    }
  }

  /** What the rule gave a case of this kind at the tier where it is. */
  private Optional<Duration> targetOf(ClockRule rule, Profile kind) {
    var tier = unfolding.state().placement().tier();
    return rule.target().of(kind.category(), tier, kind.priority());
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
      pauses.pauseIfWaiting(rule, at);
    }
  }

  /** Lets the clocks follow into another version of the policy, which is in force already. */
  void followPolicy(Instant at, ChangeMode mode) {
    for (var rule : unfolding.policy().clocks()) {
      var clock = unfolding.state().clock(rule.name());
      if (rule.statute() != null) {
        followStatuteOf(rule, clock);
      } else if (clock.filter(c -> c.running() || c.paused()).isPresent()) {
        followPolicy(clock.get(), rule, at, mode);
      } else if (clock.isEmpty() && rule.startsOn() == ClockRule.StartsOn.OPENED) {
        startLate(rule, at, mode);
      } else if (rule.isOfTier()) {
        tiers().startLate(rule, clock, at, mode);
      }
    }
  }

  private void followStatuteOf(ClockRule rule, Optional<Clock> clock) {
    if (clock.isEmpty() && rule.startsOn() == ClockRule.StartsOn.OPENED) {
      start(rule, unfolding.state().identity().openedAt(), 1);
    }
  }

  private void followPolicy(Clock clock, ClockRule rule, Instant at, ChangeMode mode) {
    var target = targetNow(rule, unfolding.state());
    if (target.isEmpty()) {
      voidRunning(at, Causes.POLICY_CHANGED, each -> each.name().equals(rule.name()));
    } else if (isAnother(clock, rule, target.get())) {
      retarget(clock, rule, target.get(), at, mode);
    }
  }

  /** Another length, or the same length in another calendar. */
  private static boolean isAnother(Clock clock, ClockRule rule, Duration target) {
    var stint = clock.stint();
    var dueAt = rule.target().calendar().due(stint.runningSince(), stint.remaining());
    return !target.equals(clock.target()) || (clock.running() && !dueAt.equals(stint.dueAt()));
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

  int nextPeriod(ClockRule rule) {
    return unfolding.state().clock(rule.name()).map(clock -> clock.period() + 1).orElse(1);
  }

  private static Duration leftWhenEnded(Clock clock, ClockRule rule) {
    return switch (clock.phase()) {
      case Clock.Phase.Met met -> Measure.leftAt(clock, rule.target().calendar(), met.at());
      case Clock.Phase.Voided voided ->
          Measure.leftAt(clock, rule.target().calendar(), voided.at());
      case Clock.Phase.Running r -> clock.stint().remaining();
      case Clock.Phase.Paused p -> clock.stint().remaining();
      case Clock.Phase.Breached b -> Duration.ZERO;
    };
  }

  /** Says so once nothing is running any more for a case that is closed. */
  void settleIfOver(Instant at) {
    if (unfolding.state().canSettle()) {
      var keptFor = unfolding.policy().caseRules().rememberedFor();
      unfolding.step(at, new Progress.CaseSettled(at.plus(keptFor)));
    }
  }
}
