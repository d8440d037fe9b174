package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a case decides. Pure: the outcome depends on the arguments only, and {@code now} stands in
 * no step but as {@code firedAt}.
 *
 * <pre>
 *                       no case    open          waiting        resolved       closed
 * OPENED                accept     no            no             no             no
 * ASSIGNED              no         hand over (3) hand over (3)  hand over      no
 * AGENT_REPLIED         no         fulfil        fulfil         note           no
 * CUSTOMER_REPLIED      no         note          end wait on customer  note    note
 * WAITING_STARTED       no         pause         wait on new    no             no
 * WAITING_ENDED         no         note          resume         note           no
 * ESCALATION_REQUESTED  no         climb (1)     climb (1)      no             no
 * DEESCALATED           no         go down       go down        no             no
 * RECLASSIFIED          no         follow (3)    follow (3)     note           no
 * MILESTONE_REACHED     no         fulfil        fulfil         fulfil         fulfil
 * EXTENSION_GRANTED     no         extend (2)    extend (2)     extend (2)     extend (2)
 * COMPLAINT_RAISED      no         exclude       exclude        exclude        exclude
 * RESOLVED              no         resolve       resolve        note           no
 * REOPENED              no         no            no             reopen (3)     reopen (3)
 * CLOSED                no         close         close          close          note
 * RATED                 no         note (3)      note (3)       note (3)       note (3)
 * CONTACT_MISSED        no         note (3)      note (3)       note           note
 * LINKED, INCIDENT_*    no, else as {@link Linking} says
 * NOTE                  no         note          note           note           note
 * CUSTOMER_INFORMED     no         fulfil        fulfil         note           note
 * MESSAGE_BOUNCED       no         owe again     owe again      note           note
 * POLICY_CHANGED        no         go on under it, unless a rule of the new version objects; settled: no
 * a deadline            -          warn, breach, climb; resume at the end of the longest wait; forget a settled case;
 *                                  remind a silent customer, then close ({@link Silence})
 * A statutory clock ends by its milestone only: in every state, and a closed case settles when the last one has ended.
 * </pre>
 *
 * (1) guard rails for customers, who get a different agent in any case; (2) of a statutory clock
 * that ran at that time, by its rule; (3) and climb where the pack's triggers say so. Before an
 * event is decided, every deadline that was due before its business time is, and not because of the
 * event; an event exactly at {@code dueAt} keeps the promise. An event older than a breach that was
 * decided is recorded with a correction beside the breach; it erases nothing. An event of the
 * future is refused, and so is an opening older than settled cases are kept, unless imported.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /**
   * Decides an event. {@code policy} is the case's own, or for an opening the one active for its
   * market.
   */
  public static Decision decide(
      Optional<CaseState> state, ReportedEvent event, PolicyPack policy, Instant now) {
    return decide(state, event, policy, unpublished -> Optional.empty(), now);
  }

  /**
   * As {@link #decide(Optional, ReportedEvent, PolicyPack, Instant)}, with the other versions that
   * a case may be brought under.
   */
  public static Decision decide(
      Optional<CaseState> state,
      ReportedEvent event,
      PolicyPack policy,
      Function<PolicyRef, Optional<PolicyPack>> published,
      Instant now) {
    return decide(state, event, policy, published, Present.at(now));
  }

  /** As above, where ticks hold back for late events. */
  public static Decision decide(
      Optional<CaseState> state,
      ReportedEvent event,
      PolicyPack policy,
      Function<PolicyRef, Optional<PolicyPack>> published,
      Present present) {
    return state
        .map(known -> decideKnown(known, event, policy, published, present))
        .orElseGet(() -> decideUnknown(event, policy, present.now()));
  }

  /** Decides what is due by now. */
  public static Decision tick(CaseState state, PolicyPack policy, Instant now) {
    return tick(state, policy, Present.at(now));
  }

  /** As above, where ticks hold back for late events. */
  public static Decision tick(CaseState state, PolicyPack policy, Present present) {
    var now = present.now();
    var until = present.ticksUntil();
    var unfolding = new Unfolding(state, policy, new Step.Cause.ByTick(now), now);
    var keptUntil = state.history().settledUntil();
    if (keptUntil != null && !keptUntil.isAfter(until)) {
      unfolding.step(keptUntil, new Progress.CaseForgotten());
      return unfolding.forgotten();
    }
    var clockwork = new Clockwork(unfolding);
    new Deadlines(unfolding, clockwork, new Climbing(unfolding, clockwork), present.tickedUpTo())
        .decideUntil(until);
    return unfolding.decided(Decision.Outcome.TICKED);
  }

  private static Decision decideUnknown(ReportedEvent event, PolicyPack policy, Instant now) {
    if (event.times().inFuture()) {
      return rejectedUnopened(
          event,
          Reason.OCCURRED_IN_FUTURE,
          "Expected an event of the past: " + Refusals.aheadOf(event));
    }
    if (!(event.event() instanceof CaseEvent.Opened opened)) {
      return rejectedUnopened(
          event,
          Reason.CASE_UNKNOWN,
          "Expected case '" + event.caseId() + "' to be open, but nobody has opened it");
    }
    if (event.customerId() == null) {
      return rejectedUnopened(
          event,
          Reason.CUSTOMER_MISSING,
          "Expected the opening of case '" + event.caseId() + "' to name its customer");
    }
    var rememberedFor = policy.caseRules().rememberedFor();
    if (!opened.imported() && event.times().age().compareTo(rememberedFor) > 0) {
      return rejectedUnopened(
          event,
          Reason.OPENING_TOO_OLD,
          "Expected the opening of case '"
              + event.caseId()
              + "' to be at most "
              + rememberedFor.toHours()
              + " hours old, or marked as an import, but it is of "
              + event.businessTime());
    }
    return accept(event, opened, policy, now);
  }

  private static Decision accept(
      ReportedEvent event, CaseEvent.Opened opened, PolicyPack policy, Instant now) {
    var category = policy.categories().of(opened.category());
    var tier = policy.ladder().tier(category.startTier());
    var profile =
        new Profile(
            category.name(),
            opened.priority() == null ? category.priority() : opened.priority(),
            opened.market(),
            opened.entity(),
            opened.transaction() == null ? null : opened.transaction().reference(),
            moneyOf(opened));
    var at = event.businessTime();
    var opening =
        new Step(
            event.caseId(),
            event.customerId(),
            1,
            at,
            new Step.Cause.ByEvent(event.eventId()),
            policy.ref(),
            tier.name(),
            new Progress.CaseAccepted(
                profile,
                opened.category(),
                new CaseDates(at, transactionAt(opened)),
                tier.queue(),
                handlerOf(opened.handledBy())));
    var unfolding = new Unfolding(opening, policy, now);
    var clockwork = new Clockwork(unfolding);
    clockwork.startAll(ClockRule.StartsOn.OPENED, at);
    clockwork.startAll(ClockRule.StartsOn.TIER, at);
    var money = profile.money();
    if (money != null && policy.caseRules().triggers().onAmount(money.amount(), money.currency())) {
      // the acknowledgement says who has it: that it climbed is no news yet
      new Climbing(unfolding, clockwork).promote(at, Causes.AMOUNT, null);
    }
    if (!opened.imported()) {
      // whose case is brought over from another system was told there that it is known
      unfolding.tell(Occasion.OPENED, at, Progress.Why.UNSAID, null);
      unfolding.giveNotice(new Notice.On.Opened(), at);
    }
    return unfolding.decided(Decision.Outcome.ACCEPTED);
  }

  private static Decision decideKnown(
      CaseState state,
      ReportedEvent event,
      PolicyPack policy,
      Function<PolicyRef, Optional<PolicyPack>> published,
      Present present) {
    if (state.history().seen().contains(event.eventId())) {
      return new Decision(Decision.Outcome.REPEATED, List.of(), Optional.of(state));
    }
    var now = present.now();
    var unfolding = new Unfolding(state, policy, new Step.Cause.ByTick(now), now);
    var clockwork = new Clockwork(unfolding);
    var climbing = new Climbing(unfolding, clockwork);
    new Deadlines(unfolding, clockwork, climbing, present.tickedUpTo())
        .decideUntil(event.businessTime().minusMillis(1));
    // what ran out before it did not run out because of it
    unfolding.goOnBecauseOf(new Step.Cause.ByEvent(event.eventId()));

    var at = latest(event.businessTime(), state.identity().openedAt());
    var refusal = Refusals.of(unfolding.state(), event, policy, published);
    if (refusal.isPresent()) {
      var no = refusal.get();
      unfolding.step(
          at,
          new Progress.EventRejected(
              event.event().type(), no.reason(), no.text(), no.allowedFrom()));
      return unfolding.decided(Decision.Outcome.REJECTED);
    }
    new Happenings(unfolding, clockwork, climbing, published).happen(event, at);
    unfolding.sayPostponed();
    return unfolding.decided(Decision.Outcome.ACCEPTED);
  }

  private static Decision rejectedUnopened(ReportedEvent event, Reason reason, String message) {
    var step =
        new Step(
            event.caseId(),
            event.customerId(),
            0,
            event.businessTime(),
            new Step.Cause.ByEvent(event.eventId()),
            null,
            null,
            new Progress.EventRejected(event.event().type(), reason, message, null));
    return new Decision(Decision.Outcome.REJECTED, List.of(step), Optional.empty());
  }

  private static @Nullable Instant transactionAt(CaseEvent.Opened opened) {
    var transaction = opened.transaction();
    return transaction == null ? null : transaction.occurredAt();
  }

  private static Progress.@Nullable Money moneyOf(CaseEvent.Opened opened) {
    var transaction = opened.transaction();
    return transaction == null || transaction.amount() == null
        ? null
        : new Progress.Money(transaction.amount(), transaction.currency());
  }

  static Handler handlerOf(@Nullable Actor actor) {
    return actor == null || actor.kind() != Actor.Kind.AGENT
        ? Handler.NOBODY
        : new Handler(actor.agentId(), actor.displayName(), actor.team());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
