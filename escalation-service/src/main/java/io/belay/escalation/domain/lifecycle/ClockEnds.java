package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.lifecycle.Milestones.Reached;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fulfils and voids the clocks of a case, and says when none of them runs any more. */
final class ClockEnds {
  /** Cause of a closing that somebody reported. */
  static final String EVENT = "event";

  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final NoticeProof notices;

  ClockEnds(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.notices = new NoticeProof(unfolding);
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
    fulfilBy(deed, at, rule -> true, clock -> Optional.ofNullable(unproven));
  }

  /**
   * As {@link #fulfil(String, Instant, String)}, where the customer has read it: once nobody works
   * on the case any more, it only ends what a law wants to be told.
   */
  void informed(String deed, Instant at, @Nullable String unproven) {
    boolean inWork = unfolding.state().inWork();
    fulfilBy(
        deed, at, rule -> inWork || rule.statute() != null, clock -> Optional.ofNullable(unproven));
  }

  /** As {@link #fulfil(String, Instant)}, by a milestone: proved once its notice has arrived. */
  void reached(String milestone, Instant at) {
    fulfilBy(
        Duties.MILESTONE + milestone,
        at,
        rule -> true,
        clock -> notices.noticeOf(milestone, clock.name()));
  }

  private void fulfilBy(
      String deed,
      Instant at,
      Predicate<ClockRule> which,
      Function<Clock, Optional<String>> unproven) {
    for (var clock : unfolding.state().clocks()) {
      var rule = unfolding.policy().findClock(clock.name()).filter(which);
      if (rule.isPresent() && isMetBy(rule.get(), deed)) {
        var doneAt = countedFor(clock, rule.get(), at);
        var message = unproven.apply(clock).orElse(null);
        boolean ofThePast = clockwork.corrections().doneBeforeTheBreach(clock, rule.get(), doneAt);
        if (!ofThePast || owesNothingMore(rule.get())) {
          fulfil(clock, rule.get(), doneAt, message);
        }
        if (!ofThePast) {
          clockwork.corrections().doneBeforeWhatWasLate(clock, doneAt, message);
        }
      }
    }
  }

  /** What was done before the case was opened counts for what the opening starts, from it on. */
  private Instant countedFor(Clock clock, ClockRule rule, Instant at) {
    boolean fromTheOpening =
        rule.startsOn() != ClockRule.StartsOn.STATUTE
            || clock.stint().startedAt().equals(openedAt());
    return fromTheOpening ? Measure.latest(at, openedAt()) : at;
  }

  private Instant openedAt() {
    return unfolding.state().identity().openedAt();
  }

  /**
   * Ends a clock by a milestone that was reached before the case had the clock, or while the clock
   * hung on another: what was done in its time is done. What was done too late ends it once its
   * breach is decided.
   */
  void fulfilByMilestones(ClockRule rule) {
    var clock = unfolding.state().clock(rule.name()).filter(Clock::open);
    clock
        .flatMap(open -> doneSince(rule, open.stint().startedAt()))
        .filter(done -> endsBy(clock.get(), rule, done.when()))
        .ifPresent(done -> fulfil(clock.get(), rule, done));
  }

  private boolean endsBy(Clock clock, ClockRule rule, Instant doneAt) {
    boolean late = doneAt.isAfter(clock.stint().dueAt());
    if (rule.statute() == null && clock.phase() instanceof Clock.Phase.Breached) {
      return late && !isOwedAnew(rule);
    }
    return !(clock.running() && late);
  }

  /** What was done before does not count for a reopened case, also where its time does. */
  private boolean isOwedAnew(ClockRule rule) {
    return rule.onReopen() == ClockRule.OnReopen.TOTAL
        && unfolding.state().history().reopened() > 0;
  }

  /** When a law's clock was done with, as far as milestones say; empty: not yet. */
  Optional<Instant> doneAt(Clock clock, ClockRule rule) {
    return rule.statute() == null
        ? Optional.empty()
        : doneSince(rule, clock.stint().startedAt()).map(Reached::when);
  }

  /** Whether a milestone that fulfils it was reached since then. */
  boolean isDoneSince(ClockRule rule, Instant start) {
    return doneSince(rule, start).isPresent();
  }

  private Optional<Reached> doneSince(ClockRule rule, Instant start) {
    return milestonesSince(start).stream()
        .filter(milestone -> isMetBy(rule, Duties.MILESTONE + milestone.name()))
        .filter(milestone -> !isStartedBy(rule, milestone.name()))
        .min(Comparator.comparing(Reached::when));
  }

  /**
   * Those of before the opening belong to what it starts; of some, older ones, nobody knows when.
   */
  private List<Reached> milestonesSince(Instant start) {
    var from = start.equals(openedAt()) ? Instant.EPOCH : start;
    return unfolding.state().history().milestones().since(from);
  }

  /**
   * Gives the notices of what happened in the time of a clock which the case did not have then: of
   * milestones, and of the opening unless what it announces is done. What was reached before the
   * clock's start is none of its business.
   */
  void giveMissedNotices(ClockRule rule, Instant start, Instant at) {
    boolean open = unfolding.state().clock(rule.name()).filter(Clock::open).isPresent();
    if (rule.startsOn() == ClockRule.StartsOn.OPENED && open) {
      unfolding.giveNotice(rule.name(), new Notice.On.Opened(), at);
    }
    for (var milestone : milestonesSince(start)) {
      if (!isStartedBy(rule, milestone.name())) {
        unfolding.giveNotice(
            rule.name(),
            new Notice.On.Milestone(milestone.name()),
            Measure.latest(milestone.when(), openedAt()));
      }
    }
  }

  static boolean isStartedBy(ClockRule rule, String milestone) {
    return rule.statute() != null
        && new Statute.After.Milestone(milestone).equals(rule.statute().after());
  }

  private void fulfil(Clock clock, ClockRule rule, Reached milestone) {
    var notice =
        milestone.proved()
            ? Optional.<String>empty()
            : notices.noticeOf(milestone.name(), clock.name());
    var doneAt = Measure.latest(milestone.when(), clock.stint().startedAt());
    fulfil(clock, rule, doneAt, notice.orElse(null));
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
  static boolean owesNothingMore(ClockRule rule) {
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
      clockwork.start(rule, at, clock.period() + 1);
      clockwork.pauses().pauseIfWaiting(rule, at);
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
    clockwork.pauses().resumeStatutory(at, Causes.CLOSED);
    settleIfOver(at);
    unfolding.tellLast(Occasion.CLOSED, at, Progress.Why.UNSAID, null);
  }

  void voidRunning(Instant at, String reason, Predicate<Clock> which) {
    for (var clock : unfolding.state().clocks()) {
      if ((clock.running() || clock.paused()) && which.test(clock)) {
        unfolding.step(
            at,
            new Progress.ClockVoided(
                clock.name(), clock.kind(), at, clock.stint().dueAt(), reason));
      }
    }
  }

  /** Says so once nothing is running any more for a case that is closed. */
  void settleIfOver(Instant at) {
    if (unfolding.state().canSettle()) {
      var keptFor = unfolding.policy().caseRules().rememberedFor();
      unfolding.step(at, new Progress.CaseSettled(at.plus(keptFor)));
    }
  }
}
