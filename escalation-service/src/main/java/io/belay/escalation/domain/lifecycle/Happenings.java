package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an event that no rule refuses. The event is recorded first, then its
 * consequences.
 */
final class Happenings {
  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;

  Happenings(Unfolding unfolding, Clockwork clockwork, Climbing climbing) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
  }

  void happen(ReportedEvent reported, Instant at) {
    var event = reported.event();
    switch (event) {
      case CaseEvent.Opened o ->
          throw new IllegalStateException("Expected an opening of a known case to be refused");
      case CaseEvent.ExtensionGranted e -> extensionGranted(e, at);
      case CaseEvent.Assigned assigned -> assigned(assigned, at);
      case CaseEvent.AgentReplied r -> agentReplied(r, reported.actor(), at);
      case CaseEvent.CustomerReplied r -> customerReplied(r, at);
      case CaseEvent.WaitingStarted w -> waitingStarted(w, at);
      case CaseEvent.WaitingEnded w -> waitingEnded(w, at);
      case CaseEvent.EscalationRequested r -> escalationRequested(r, reported.actor(), at);
      case CaseEvent.Deescalated d -> deescalated(d, at);
      case CaseEvent.Reclassified r -> reclassified(r, at);
      case CaseEvent.MilestoneReached m -> milestoneReached(m, at);
      case CaseEvent.ComplaintRaised c -> complaintRaised(c, at);
      case CaseEvent.Resolved r -> resolved(r, at);
      case CaseEvent.Reopened r -> reopened(r, at);
      case CaseEvent.Closed c -> closed(c, at);
      case CaseEvent.Rated r -> rated(r, at);
      case CaseEvent.CustomerInformed informed -> {
        record(informed, at);
        if (unfolding.state().inWork()) {
          clockwork.fulfil("informed:" + informed.messageType(), at);
        }
      }
      case CaseEvent.ContactMissed c -> contactMissed(c, at);
      case CaseEvent.Linked l -> record(l, at);
      case CaseEvent.Noted n -> record(n, at);
      case CaseEvent.IncidentEscalated i -> record(i, at);
      case CaseEvent.IncidentReleased i -> record(i, at);
    }
  }

  private void assigned(CaseEvent.Assigned assigned, Instant at) {
    var placement = unfolding.state().placement();
    var before = placement.handledBy();
    var ladder = unfolding.policy().ladder();
    if (assigned.tier() == null || assigned.tier().equals(placement.tier())) {
      var queue = assigned.queue() == null ? placement.queue() : assigned.queue();
      recordHandled(assigned, handlerAfter(assigned, before), queue, at);
    } else {
      var to = ladder.tier(assigned.tier());
      if (ladder.heightOf(to.name()) > ladder.heightOf(placement.tier())) {
        climbing.promoteTo(to, at, Causes.ASSIGNED, null);
      } else {
        climbing.demoteTo(to, at, Causes.ASSIGNED);
      }
      var queue = assigned.queue() == null ? to.queue() : assigned.queue();
      recordHandled(assigned, handlerAfter(assigned, Handler.NOBODY), queue, at);
    }
    var after = unfolding.state().placement().handledBy();
    if (unfolding.state().inWork() && after.displayName() != null && !after.equals(before)) {
      unfolding.tellLast(Occasion.ASSIGNED, at, Progress.Why.UNSAID, null);
    }
    if (unfolding.state().inWork()
        && triggers().onHandOvers(unfolding.state().placement().stay().handOvers())) {
      climbing.promote(at, Causes.HAND_OVERS, null);
    }
  }

  private void contactMissed(CaseEvent event, Instant at) {
    record(event, at);
    if (unfolding.state().inWork()
        && triggers().onMissedContacts(unfolding.state().placement().stay().missedContacts())) {
      climbing.promote(at, Causes.CONTACT_MISSED, null);
    }
  }

  /** Whoever rates so low was not helped: the case goes on, with somebody higher. */
  private void rated(CaseEvent.Rated rated, Instant at) {
    record(rated, unfolding.state().status(), at, null, rated.score());
    if (triggers().onRating(rated.score())) {
      if (!unfolding.state().inWork()) {
        goOn(at);
      }
      climbing.promote(at, Causes.LOW_RATING, null);
    }
  }

  private static Handler handlerAfter(CaseEvent.Assigned assigned, Handler otherwise) {
    return assigned.agent() == null ? otherwise : Lifecycle.handlerOf(assigned.agent());
  }

  private void agentReplied(CaseEvent event, @Nullable Actor actor, Instant at) {
    var handler = Lifecycle.handlerOf(actor);
    var placement = unfolding.state().placement();
    recordHandled(
        event, handler.isNobody() ? placement.handledBy() : handler, placement.queue(), at);
    if (unfolding.state().inWork()) {
      clockwork.fulfil(event.type(), at);
    }
  }

  private void customerReplied(CaseEvent event, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting waiting
        && waiting.on() == WaitingOn.CUSTOMER) {
      record(event, new Status.Open(), at, null, null);
      clockwork.resumeAll(at, Causes.WAIT_ENDED);
    } else {
      record(event, at);
    }
  }

  private void waitingStarted(CaseEvent.WaitingStarted waiting, Instant at) {
    var longest = unfolding.policy().caseRules().longestWait().get(waiting.on());
    if (longest == null) {
      throw new IllegalStateException("Expected the pack to bound every wait");
    }
    record(waiting, new Status.Waiting(waiting.on(), at.plus(longest)), at, null, null);
    clockwork.pauseAll(at, waiting.on().name());
    if (waiting.on() == WaitingOn.CUSTOMER) {
      var why = new Progress.Why(waiting.need(), waiting.on().name(), null);
      unfolding.tellLast(Occasion.WAITING_ON_CUSTOMER, at, why, null);
    }
  }

  private void waitingEnded(CaseEvent event, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting) {
      record(event, new Status.Open(), at, null, null);
      clockwork.resumeAll(at, Causes.WAIT_ENDED);
    } else {
      record(event, at);
    }
  }

  private void escalationRequested(
      CaseEvent.EscalationRequested request, @Nullable Actor actor, Instant at) {
    var placement = unfolding.state().placement();
    var excluded =
        request.differentAgent()
            ? excludedToo(placement.handledBy().agentId(), null)
            : placement.excluded();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            request.type(),
            unfolding.state().status(),
            placement.handledBy(),
            placement.queue(),
            excluded,
            null,
            null));
    boolean byCustomer = actor != null && actor.kind() == Actor.Kind.CUSTOMER;
    climbing.promote(at, byCustomer ? Causes.CUSTOMER_REQUEST : Causes.AGENT_REQUEST, null);
    if (byCustomer) {
      clockwork.startAll(ClockRule.StartsOn.CUSTOMER_ASKED, at);
    }
  }

  private void deescalated(CaseEvent.Deescalated deescalated, Instant at) {
    record(deescalated, at);
    var ladder = unfolding.policy().ladder();
    var to =
        deescalated.tier() == null
            ? ladder.below(unfolding.state().placement().tier()).orElseThrow()
            : ladder.tier(deescalated.tier());
    climbing.demoteTo(to, at, Causes.DEESCALATED);
  }

  private void reclassified(CaseEvent.Reclassified change, Instant at) {
    record(change, at);
    var old = unfolding.state().profile();
    var money = old.money();
    var next =
        new Profile(
            change.category() == null ? old.category() : change.category(),
            change.priority() == null ? old.priority() : change.priority(),
            old.market(),
            old.entity(),
            old.transactionReference(),
            change.amount() == null
                ? money
                : new Progress.Money(change.amount(), money == null ? null : money.currency()));
    if (!next.equals(old)) {
      var rule = unfolding.policy().caseRules().onReclassification();
      var mode = rule.of(change.mode()).orElseThrow();
      unfolding.step(at, new Progress.CaseReclassified(next, mode.word()));
      clockwork.follow(old, at, mode);
      if (unfolding.state().inWork() && isHigh(next) && !isHigh(old)) {
        climbing.promote(at, Causes.AMOUNT, null);
      }
    }
  }

  private boolean isHigh(Profile profile) {
    var money = profile.money();
    return money != null && triggers().onAmount(money.amount(), money.currency());
  }

  private void milestoneReached(CaseEvent.MilestoneReached reached, Instant at) {
    record(reached, unfolding.state().status(), at, reached.milestone(), null);
    clockwork.fulfil("milestone:" + reached.milestone(), at);
    clockwork.startAfter(new Statute.After.Milestone(reached.milestone()), at);
    unfolding.giveNotice(new Notice.On.Milestone(reached.milestone()), at);
    clockwork.settleIfOver(at);
  }

  private void extensionGranted(CaseEvent.ExtensionGranted granted, Instant at) {
    record(granted, at);
    var clock = unfolding.state().clock(granted.clock()).orElseThrow();
    var rule = unfolding.policy().clock(clock.name());
    var statute = Objects.requireNonNull(rule.statute());
    var startedAt = clock.stint().startedAt();
    var extension = statute.next(startedAt, clock.stint().dueAt()).orElseThrow();
    clockwork.extend(clock, rule, statute.due(startedAt, extension), at, granted.approver());
    unfolding.giveNotice(new Notice.On.Extended(clock.name()), at);
  }

  /** A complaint never goes back to the agent or the team it is about. */
  private void complaintRaised(CaseEvent.ComplaintRaised complaint, Instant at) {
    var placement = unfolding.state().placement();
    var excluded =
        complaint.aboutAgent()
            ? excludedToo(complaint.agentId(), complaint.team())
            : placement.excluded();
    var handler = placement.handledBy();
    boolean hit =
        (handler.agentId() != null && excluded.agents().contains(handler.agentId()))
            || (handler.team() != null && excluded.teams().contains(handler.team()));
    unfolding.step(
        at,
        new Progress.EventRecorded(
            complaint.type(),
            unfolding.state().status(),
            hit ? Handler.NOBODY : handler,
            placement.queue(),
            excluded,
            null,
            null));
  }

  private void resolved(CaseEvent.Resolved resolved, Instant at) {
    if (!unfolding.state().inWork()) {
      record(resolved, at);
      return;
    }
    record(resolved, new Status.Resolved(), at, null, null);
    unfolding.step(at, new Progress.CaseResolved(resolved.outcome()));
    clockwork.fulfil(resolved.type(), at);
    clockwork.voidInternal(at, Causes.RESOLVED);
    var why = new Progress.Why(null, null, resolved.outcome());
    unfolding.tellLast(Occasion.RESOLVED, at, why, null);
  }

  private void reopened(CaseEvent event, Instant at) {
    record(event, new Status.Open(), at, null, null);
    goOn(at);
    if (triggers().onReopening(unfolding.state().history().reopened())) {
      climbing.promote(at, Causes.REOPENED, null);
    }
  }

  private void goOn(Instant at) {
    unfolding.step(at, new Progress.CaseReopened(unfolding.state().history().reopened() + 1));
    clockwork.restartAfterReopening(at);
    unfolding.tellLast(Occasion.REOPENED, at, Progress.Why.UNSAID, null);
  }

  private Triggers triggers() {
    return unfolding.policy().caseRules().triggers();
  }

  private void closed(CaseEvent event, Instant at) {
    if (unfolding.state().closed()) {
      record(event, at);
      return;
    }
    record(event, new Status.Closed(), at, null, null);
    unfolding.step(at, new Progress.CaseClosed("event"));
    clockwork.fulfil(event.type(), at);
    clockwork.voidInternal(at, Causes.CLOSED);
    clockwork.settleIfOver(at);
    unfolding.tellLast(Occasion.CLOSED, at, Progress.Why.UNSAID, null);
  }

  private Excluded excludedToo(@Nullable String agentId, @Nullable String team) {
    var known = unfolding.state().placement().excluded();
    var agents = new HashSet<>(known.agents());
    var teams = new HashSet<>(known.teams());
    if (agentId != null) {
      agents.add(agentId);
    }
    if (team != null) {
      teams.add(team);
    }
    return new Excluded(agents, teams);
  }

  private void recordHandled(CaseEvent event, Handler handler, String queue, Instant at) {
    var state = unfolding.state();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            event.type(),
            state.status(),
            handler,
            queue,
            state.placement().excluded(),
            null,
            null));
  }

  private void record(CaseEvent event, Instant at) {
    record(event, unfolding.state().status(), at, null, null);
  }

  private void record(
      CaseEvent event,
      Status status,
      Instant at,
      @Nullable String milestone,
      @Nullable Integer rating) {
    var placement = unfolding.state().placement();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            event.type(),
            status,
            placement.handledBy(),
            placement.queue(),
            placement.excluded(),
            milestone,
            rating));
  }
}
