package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: each step is folded into the state at once, so the next one sees it.
 */
final class Unfolding {
  private PolicyPack policy;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();
  private Step.Cause cause;
  private CaseState state;
  private @Nullable Telling postponed;

  /** Something to tell the customer, worded when it is said. */
  private record Telling(Occasion occasion, Instant at, Progress.Why why, @Nullable String clock) {}

  /**
   * @param now wall-clock time, for {@code firedAt} only
   */
  Unfolding(CaseState state, PolicyPack policy, Step.Cause cause, Instant now) {
    this.state = state;
    this.policy = policy;
    this.cause = cause;
    this.now = now;
  }

  /** Starts with the step that opens the case. */
  Unfolding(Step opening, PolicyPack policy, Instant now) {
    this(Fold.apply(Optional.empty(), opening), policy, opening.cause(), now);
    steps.add(opening);
  }

  CaseState state() {
    return state;
  }

  PolicyPack policy() {
    return policy;
  }

  /** From here on another version decides. */
  void goOnUnder(PolicyPack next) {
    policy = next;
  }

  Instant now() {
    return now;
  }

  /** What is decided from here on has another cause. */
  void goOnBecauseOf(Step.Cause next) {
    cause = next;
  }

  /** Decides this, at this business time. */
  void step(Instant at, Progress progress) {
    var step =
        new Step(
            state.identity().caseId(),
            state.identity().customerId(),
            state.history().sequence() + 1,
            at,
            cause,
            policyAfter(progress),
            tierAfter(progress),
            progress);
    state = Fold.apply(Optional.of(state), step);
    steps.add(step);
  }

  /** Tells the customer, if the pack lists the occasion. */
  void tell(Occasion occasion, Instant at, Progress.Why why, @Nullable String clock) {
    if (hasSomebodyToTell(occasion)) {
      step(at, FollowUpWording.of(state, policy, occasion, why, clock));
    }
  }

  /** Gives every notice that the law wants on this, each of its own. */
  void giveNotice(Notice.On on, Instant at) {
    for (var notice : policy.notices()) {
      if (notice.on().equals(on)) {
        give(notice, at);
      }
    }
  }

  /** As {@link #giveNotice(Notice.On, Instant)}, those of one clock. */
  void giveNotice(String clock, Notice.On on, Instant at) {
    for (var notice : policy.notices()) {
      if (notice.clock().equals(clock) && notice.on().equals(on)) {
        give(notice, at);
      }
    }
  }

  private void give(Notice notice, Instant at) {
    if (state.clock(notice.clock()).filter(Unfolding::holds).isPresent()) {
      step(at, NoticeWording.of(state, policy, notice));
    }
  }

  private static boolean holds(Clock clock) {
    return !(clock.phase() instanceof Clock.Phase.Voided);
  }

  /**
   * Tells every customer of the incident once that this happened to it.
   *
   * @param tier that has the incident now; null: not told
   */
  void tellOfIncident(
      Occasion occasion, Instant at, Progress.OfIncident happened, @Nullable String tier) {
    if (hasSomebodyToTell(occasion)) {
      step(at, FollowUpWording.ofIncident(state, policy, occasion, happened, tier));
    }
  }

  /** An incident is nobody's: its members' customers are told. */
  private boolean hasSomebodyToTell(Occasion occasion) {
    return policy.caseRules().followUps().tells(occasion)
        && !policy.categories().of(state.profile().category()).incident();
  }

  /**
   * As {@link #tell}, but only the last one of a catch-up is said: the customer reads one message,
   * not ten.
   */
  void tellLast(Occasion occasion, Instant at, Progress.Why why, @Nullable String clock) {
    postponed = new Telling(occasion, at, why, clock);
  }

  /** Says what was postponed. */
  void sayPostponed() {
    if (postponed != null) {
      tell(postponed.occasion(), postponed.at(), postponed.why(), postponed.clock());
      postponed = null;
    }
  }

  Decision decided(Decision.Outcome outcome) {
    return new Decision(outcome, steps, Optional.of(state));
  }

  /** Nothing is kept of the case. */
  Decision forgotten() {
    return new Decision(Decision.Outcome.FORGOTTEN, steps, Optional.empty());
  }

  private PolicyRef policyAfter(Progress progress) {
    return progress instanceof Progress.CaseMigrated migrated
        ? migrated.to()
        : state.identity().policy();
  }

  private String tierAfter(Progress progress) {
    return switch (progress) {
      case Progress.TierPromoted p -> p.to();
      case Progress.TierDemoted d -> d.to();
      default -> state.placement().tier();
    };
  }
}
