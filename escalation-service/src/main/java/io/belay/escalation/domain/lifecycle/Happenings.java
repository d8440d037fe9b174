package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an event that no rule refuses. The event is recorded first, then its
 * consequences.
 */
final class Happenings {
  private static final String MILESTONE = "milestone:";

  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;
  private final Function<PolicyRef, Optional<PolicyPack>> published;
  private final Linking linking;
  private final NoticeProof notices;
  private final Silence silence;

  Happenings(
      Unfolding unfolding,
      Clockwork clockwork,
      Climbing climbing,
      Function<PolicyRef, Optional<PolicyPack>> published) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
    this.published = published;
    this.linking = new Linking(unfolding, clockwork, climbing);
    this.notices = new NoticeProof(unfolding);
    this.silence = new Silence(unfolding, clockwork);
  }

  void happen(ReportedEvent reported, Instant at) {
    take(reported, at);
    silence.after(reported, at);
  }

  private void take(ReportedEvent reported, Instant at) {
    switch (reported.event()) {
      case CaseEvent.Opened o ->
          throw new IllegalStateException("Expected an opening of a known case to be refused");
      case CaseEvent.ExtensionGranted e -> extensionGranted(e, at);
      case CaseEvent.Assigned assigned -> assigned(assigned, at);
      case CaseEvent.AgentReplied r -> agentReplied(r, reported.actor(), at);
      case CaseEvent.CustomerReplied r -> customerReplied(r, at);
      case CaseEvent.WaitingStarted w -> waitingStarted(w, at);
      case CaseEvent.WaitingEnded w -> waitingEnded(w, at);
      case CaseEvent.EscalationRequested r -> escalationRequested(r, reported, at);
      case CaseEvent.Deescalated d -> deescalated(d, at);
      case CaseEvent.Reclassified r -> reclassified(r, at);
      case CaseEvent.MilestoneReached m -> milestoneReached(m, at);
      case CaseEvent.ComplaintRaised c -> complaintRaised(c, at);
      case CaseEvent.Resolved r -> resolved(r, at);
      case CaseEvent.Reopened r -> reopened(r, at);
      case CaseEvent.Closed c -> closed(c, at);
      case CaseEvent.Rated r -> rated(r, at);
      case CaseEvent.CustomerInformed informed -> informed(informed, at);
      case CaseEvent.MessageBounced bounced -> bounced(bounced, at);
      case CaseEvent.PolicyChanged p -> policyChanged(p, at);
      case CaseEvent.ContactMissed c -> contactMissed(c, at);
      case CaseEvent.Linked l -> {
        record(l, at);
        linking.linked(l, at);
      }
      case CaseEvent.Noted n -> record(n, at);
      case CaseEvent.IncidentEscalated i -> {
        record(i, at);
        linking.incidentEscalated(i, at);
      }
      case CaseEvent.IncidentReleased i -> {
        record(i, at);
        linking.incidentReleased(i, at);
      }
    }
  }

  private void informed(CaseEvent.CustomerInformed informed, Instant at) {
    var reached = notices.takenBackOf(informed.messageType());
    record(informed, unfolding.state().status(), at, reached.orElse(null), null);
    reached.ifPresent(
        milestone -> {
          var unproven = informed.confirmed() ? null : informed.messageType();
          clockwork.fulfil(MILESTONE + milestone, at, unproven);
          clockwork.settleIfOver(at);
        });
    if (unfolding.state().inWork()) {
      var unproven = informed.confirmed() ? null : informed.messageId();
      clockwork.fulfil(FollowUps.INFORMED + informed.messageType(), at, unproven);
    }
  }

  private void bounced(CaseEvent.MessageBounced bounced, Instant at) {
    var lost = notices.reachedBy(bounced.messageType());
    record(bounced, unfolding.state().status(), at, lost.orElse(null), null);
    lost.ifPresent(milestone -> clockwork.corrections().bounced(bounced.messageType(), at));
    if (unfolding.state().inWork()) {
      clockwork.corrections().bounced(bounced.messageId(), at);
    }
  }

  private void policyChanged(CaseEvent.PolicyChanged change, Instant at) {
    record(change, at);
    var next = published.apply(PolicyChange.ref(change)).orElseThrow();
    new PolicyChange(unfolding, clockwork).to(next, at);
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
    boolean over = at.isAfter(unfolding.state().reopenableUntil(unfolding.policy().caseRules()));
    if (triggers().onRating(rated.score()) && !over) {
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
    boolean keeps = handler.isNobody() || placement.excluded().has(handler);
    recordHandled(event, keeps ? placement.handledBy() : handler, placement.queue(), at);
    if (unfolding.state().inWork()) {
      clockwork.fulfil(event.type(), at);
    }
  }

  private void customerReplied(CaseEvent event, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting waiting
        && waiting.on() == WaitingOn.CUSTOMER) {
      record(event, new Status.Open(), at, null, null);
      clockwork.pauses().resumeAll(at, Causes.WAIT_ENDED);
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
    clockwork.pauses().waitChangedTo(waiting.on(), at);
    clockwork.pauses().pauseAll(at, waiting.on());
    if (waiting.on() == WaitingOn.CUSTOMER) {
      silence.begins(ClockRule.StartsOn.WAITING_ON_CUSTOMER, at);
      var why = new Progress.Why(waiting.need(), waiting.on().name(), null);
      unfolding.tellLast(Occasion.WAITING_ON_CUSTOMER, at, why, null);
    }
  }

  private void waitingEnded(CaseEvent event, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting) {
      record(event, new Status.Open(), at, null, null);
      clockwork.pauses().resumeAll(at, Causes.WAIT_ENDED);
    } else {
      record(event, at);
    }
  }

  private void escalationRequested(
      CaseEvent.EscalationRequested request, ReportedEvent reported, Instant at) {
    var placement = unfolding.state().placement();
    boolean climbs = Refusals.letsClimb(unfolding.state(), reported, unfolding.policy());
    var excluded =
        request.differentAgent()
            ? excludedToo(placement.handledBy().agentId(), null)
            : placement.excluded();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            request.type(),
            unfolding.state().status(),
            request.differentAgent() ? Handler.NOBODY : placement.handledBy(),
            placement.queue(),
            excluded,
            null,
            null));
    if (request.tier() != null) {
      climbing.promoteUpTo(request.tier(), at, Causes.MEMBERS);
      return;
    }
    var actor = reported.actor();
    boolean byCustomer = actor != null && actor.kind() == Actor.Kind.CUSTOMER;
    if (climbs) {
      climbing.promote(at, byCustomer ? Causes.CUSTOMER_REQUEST : Causes.AGENT_REQUEST, null);
    }
    if (byCustomer) {
      clockwork.promiseReply(at);
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
    if (change.duplicate() != null) {
      new StricterFirst(unfolding, clockwork).takeOver(change.priority(), change.duplicate(), at);
      return;
    }
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
      unfolding.step(at, new Progress.CaseReclassified(next, mode.word(), null));
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
    clockwork.fulfil(MILESTONE + reached.milestone(), at, notices.noticeOf(reached.milestone()));
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
    var handler = placement.handledBy();
    var excluded = complaint.aboutAgent() ? subjectExcluded(complaint) : placement.excluded();
    boolean hit = excluded.has(handler);
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

  /** Who is not named is whoever has the case; the team of who has it is known. */
  private Excluded subjectExcluded(CaseEvent.ComplaintRaised complaint) {
    var handler = unfolding.state().placement().handledBy();
    boolean unnamed = complaint.agentId() == null && complaint.team() == null;
    boolean hasIt = unnamed || Objects.equals(complaint.agentId(), handler.agentId());
    var agentId = unnamed ? handler.agentId() : complaint.agentId();
    var team = complaint.team() == null && hasIt ? handler.team() : complaint.team();
    return excludedToo(agentId, team);
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
    clockwork.pauses().resumeStatutory(at, Causes.RESOLVED);
    silence.begins(ClockRule.StartsOn.RESOLVED, at);
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
    clockwork.startAll(ClockRule.StartsOn.TIER, at);
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
    clockwork.close(at, Clockwork.EVENT);
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
