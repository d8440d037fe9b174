package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.lifecycle.CaseState.History;
import io.belay.escalation.domain.lifecycle.CaseState.Identity;
import io.belay.escalation.domain.lifecycle.CaseState.Placement;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a step changes a case: folding all steps of a case in order gives its state. Knows no policy.
 */
public final class Fold {
  private Fold() {}

  /** The state after this step. The first step of a case is a {@link Progress.CaseAccepted}. */
  public static CaseState apply(Optional<CaseState> before, Step step) {
    CaseState state =
        step.progress() instanceof Progress.CaseAccepted accepted
            ? accepted(step, accepted)
            : changed(
                before.orElseThrow(
                    () ->
                        new IllegalStateException(
                            "Expected step " + step.id() + " to follow the opening of its case")),
                step);
    var history = state.history();
    var memory =
        switch (step.cause()) {
          case Step.Cause.ByEvent(var eventId) -> history.seen().with(eventId);
          case Step.Cause.ByTick t -> history.seen();
        };
    return state.with(history.steppedTo(step.sequence(), memory));
  }

  private static CaseState accepted(Step step, Progress.CaseAccepted accepted) {
    return new CaseState(
        new Identity(
            step.caseId(),
            Objects.requireNonNull(step.customerId()),
            Objects.requireNonNull(step.policy()),
            accepted.dates()),
        accepted.profile(),
        new Status.Open(),
        new Placement(
            Objects.requireNonNull(step.tier()),
            accepted.queue(),
            accepted.handledBy(),
            Excluded.NOBODY,
            Stay.NEW,
            Tenure.openedAt(accepted.dates().openedAt())),
        List.of(),
        new History(0, 0, null, null, Milestones.NONE, EventMemory.EMPTY),
        Links.NONE);
  }

  private static CaseState changed(CaseState state, Step step) {
    return switch (step.progress()) {
      case Progress.CaseAccepted a ->
          throw new IllegalStateException("Expected case " + step.caseId() + " to open only once");
      case Progress.EventRecorded e -> recorded(state, step, e);
      case Progress.EventRejected e -> state;
      case Progress.ClockMet met ->
          stayed(state, state.placement().stay().kept(met.clock()), met)
              .with(state.links().owesNothingFor(met.clock()));
      case Progress.ClockVoided v ->
          state.with(clockAfter(state, v)).with(state.links().owesNothingFor(v.clock()));
      case Progress.ClockReopened reopened -> owing(state, reopened);
      case Progress.ClockStarted started -> owing(state, started);
      case Progress.ClockExtended extended -> owing(state, extended);
      case Progress.ClockStep clockStep -> state.with(clockAfter(state, clockStep));
      case Progress.TierPromoted p -> promoted(state, step, p);
      case Progress.TierDemoted d -> demoted(state, step, d);
      case Progress.LadderExhausted l ->
          state.with(state.placement().with(state.placement().stay().alarmed(l.subject())));
      case Progress.FollowUpDue f -> told(state, f);
      case Progress.CaseReclassified c -> state.with(c.profile());
      case Progress.CaseResolved r ->
          state.with(new Status.Resolved()).with(state.links().owesNothing());
      case Progress.CaseClosed c ->
          state.with(new Status.Closed()).with(state.links().owesNothing());
      case Progress.CaseReopened r ->
          state
              .with(new Status.Open())
              .with(state.history().reopenedTimes(r.times()))
              .with(state.placement().with(Stay.NEW));
      case Progress.CaseSettled s -> state.with(state.history().settled(s.keptUntil())).inShort();
      case Progress.CaseMigrated m -> state.under(m.to());
      case Progress.CaseForgotten f -> state;
      case Progress.CaseLinked l -> state.with(state.links().linked(l));
      case Progress.PromotionHeld h ->
          state.with(state.links().holding(new Links.Held(h.cause(), h.clock(), step.decidedAt())));
      case Progress.CaseReleased r -> state.with(state.links().released());
    };
  }

  /** Something is owed: a case that was settled is so no longer. */
  private static CaseState owing(CaseState state, Progress.ClockStep step) {
    return state.with(clockAfter(state, step)).with(state.history().unsettled());
  }

  private static CaseState demoted(CaseState state, Step step, Progress.TierDemoted demoted) {
    var tenure = Tenure.after(state, step.decidedAt(), false, demoted.cause());
    return state.with(state.placement().movedTo(demoted.to(), demoted.queue(), tenure));
  }

  private static CaseState promoted(CaseState state, Step step, Progress.TierPromoted promoted) {
    var tenure = Tenure.after(state, step.decidedAt(), true, Causes.PROMOTED);
    var next = state.with(state.placement().movedTo(promoted.to(), promoted.queue(), tenure));
    return promoted.cause().equals(Causes.CUSTOMER_REQUEST)
        ? next.with(next.history().promotedForCustomer(step.decidedAt()))
        : next;
  }

  private static CaseState recorded(CaseState state, Step step, Progress.EventRecorded event) {
    var next = state.with(event.status()).with(placed(state.placement(), event));
    if (event.milestone() == null && event.provedMilestone() == null) {
      return next;
    }
    return next.with(
        next.history().with(milestonesAfter(next.history().milestones(), step, event)));
  }

  private static Milestones milestonesAfter(
      Milestones before, Step step, Progress.EventRecorded event) {
    var milestone = event.milestone();
    var proved = event.provedMilestone();
    var after = milestone == null ? before : reached(before, milestone, step, event);
    return proved == null ? after : after.proved(proved);
  }

  private static Milestones reached(
      Milestones before, String milestone, Step step, Progress.EventRecorded event) {
    return switch (event.eventType()) {
      case "MESSAGE_BOUNCED" -> before.without(milestone);
      case "CUSTOMER_INFORMED" ->
          // a release before said so of a milestone that was proved
          before.has(milestone)
              ? before.proved(milestone)
              : before.with(milestone, step.decidedAt());
      default -> reported(before, milestone, step.decidedAt());
    };
  }

  /**
   * Who reports again what its notice had lost has told the customer another way, as by letter: it
   * does not hang on the notice any more, which may never find the customer.
   */
  private static Milestones reported(Milestones before, String milestone, Instant at) {
    var after = before.with(milestone, at);
    return before.takenBack().contains(milestone) ? after.proved(milestone) : after;
  }

  private static Placement placed(Placement before, Progress.EventRecorded event) {
    var after = before.with(event.handledBy(), event.queue(), event.excluded());
    var stay = before.stay();
    return switch (event.eventType()) {
      case "AGENT_REPLIED" -> after.with(stay.answered());
      case "ASSIGNED" -> changedHands(before, after) ? after.with(stay.handedOver()) : after;
      case "CONTACT_MISSED" -> after.with(stay.contactMissed(1));
      default -> after;
    };
  }

  /** From somebody to somebody else: the first to take a case is no hand-over. */
  private static boolean changedHands(Placement before, Placement after) {
    var team = before.handledBy().team();
    return !before.queue().equals(after.queue())
        || (team != null && !team.equals(after.handledBy().team()));
  }

  private static CaseState told(CaseState state, Progress.FollowUpDue followUp) {
    var subject = followUp.facts().why().reason();
    return followUp.messageType().equals(FollowUps.Occasion.WARNED.messageType()) && subject != null
        ? state.with(state.placement().with(state.placement().stay().apologised(subject)))
        : state;
  }

  private static CaseState stayed(CaseState state, Stay stay, Progress.ClockStep step) {
    return state.with(clockAfter(state, step)).with(state.placement().with(stay));
  }

  private static Clock clockAfter(CaseState state, Progress.ClockStep step) {
    if (step instanceof Progress.ClockStarted s) {
      var started =
          Clock.started(
              s.clock(), s.kind(), s.target(), s.period(), s.startedAt(), s.dueAt(), s.warnAt());
      return state.clock(s.clock()).map(before -> before.followedBy(started)).orElse(started);
    }
    var clock =
        state
            .clock(step.clock())
            .orElseThrow(
                () -> new IllegalStateException("Expected clock '" + step.clock() + "' to exist"));
    return switch (step) {
      case Progress.ClockStarted s -> clock;
      case Progress.ClockPaused p -> clock.pausedAt(p.pausedAt(), p.remaining(), p.reason());
      case Progress.ClockResumed r -> clock.resumedAt(r.resumedAt(), r.dueAt(), r.warnAt());
      case Progress.ClockRetargeted r -> retargeted(clock, r);
      case Progress.ClockExtended x -> clock.extendedTo(x.dueAt(), x.warnAt());
      case Progress.ClockWarned w -> clock.warnedOnce();
      case Progress.ClockBreached b -> clock.in(new Phase.Breached());
      case Progress.ClockMet m -> clock.met(m.metAt(), m.late(), m.unprovenMessage());
      case Progress.ClockReopened r ->
          clock.reopened(r.reopenedAt(), r.open().remaining(), r.open().dueAt(), r.open().warnAt());
      case Progress.BreachCorrected c -> clock.corrected(c.dueAt());
      case Progress.ClockVoided v -> clock.voided(v.voidedAt(), v.reason());
    };
  }

  private static Clock retargeted(Clock clock, Progress.ClockRetargeted step) {
    return switch (ChangeMode.named(step.mode())) {
      case RETROACTIVE -> {
        Duration more = step.target().minus(clock.target());
        Duration remaining = atLeastZero(clock.stint().remaining().plus(more));
        yield clock.retargeted(step.target(), remaining, step.dueAt(), step.warnAt());
      }
      case FORWARD ->
          clock.givenAnew(
              clock.stint().startedAt(),
              step.retargetedAt(),
              step.target(),
              step.dueAt(),
              step.warnAt());
      case RESET ->
          clock.givenAnew(
              step.retargetedAt(), step.retargetedAt(), step.target(), step.dueAt(), step.warnAt());
      case CONTINUE -> clock;
    };
  }

  static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
