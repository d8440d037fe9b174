package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Handler;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who has the case, who wants it to climb or go down, and who shall not get it again. */
final class Handling {
  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;
  private final Recording recording;

  Handling(Unfolding unfolding, Clockwork clockwork, Climbing climbing, Recording recording) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
    this.recording = recording;
  }

  void assigned(CaseEvent.Assigned assigned, Instant at) {
    var placement = unfolding.state().placement();
    var before = placement.handledBy();
    var ladder = unfolding.policy().ladder();
    if (assigned.tier() == null || assigned.tier().equals(placement.tier())) {
      var queue = assigned.queue() == null ? placement.queue() : assigned.queue();
      recording.recordHandled(assigned, handlerAfter(assigned, before), queue, at);
    } else {
      var to = ladder.tier(assigned.tier());
      if (ladder.heightOf(to.name()) > ladder.heightOf(placement.tier())) {
        climbing.promoteTo(to, at, Causes.ASSIGNED, null);
      } else {
        climbing.demoteTo(to, at, Causes.ASSIGNED);
      }
      var queue = assigned.queue() == null ? to.queue() : assigned.queue();
      recording.recordHandled(assigned, handlerAfter(assigned, Handler.NOBODY), queue, at);
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

  void contactMissed(CaseEvent event, Instant at) {
    recording.record(event, at);
    if (unfolding.state().inWork()
        && triggers().onMissedContacts(unfolding.state().placement().stay().missedContacts())) {
      climbing.promote(at, Causes.CONTACT_MISSED, null);
    }
  }

  private static Handler handlerAfter(CaseEvent.Assigned assigned, Handler otherwise) {
    return assigned.agent() == null ? otherwise : Lifecycle.handlerOf(assigned.agent());
  }

  void agentReplied(CaseEvent event, @Nullable Actor actor, Instant at) {
    var handler = Lifecycle.handlerOf(actor);
    var placement = unfolding.state().placement();
    boolean keeps = handler.isNobody() || placement.excluded().has(handler);
    recording.recordHandled(event, keeps ? placement.handledBy() : handler, placement.queue(), at);
    if (unfolding.state().inWork()) {
      clockwork.ends().fulfil(event.type(), at);
    }
  }

  void escalationRequested(
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

  void deescalated(CaseEvent.Deescalated deescalated, Instant at) {
    recording.record(deescalated, at);
    var ladder = unfolding.policy().ladder();
    var to =
        deescalated.tier() == null
            ? ladder.below(unfolding.state().placement().tier()).orElseThrow()
            : ladder.tier(deescalated.tier());
    climbing.demoteTo(to, at, Causes.DEESCALATED);
  }

  /** A complaint never goes back to the agent or the team it is about. */
  void complaintRaised(CaseEvent.ComplaintRaised complaint, Instant at) {
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

  private Triggers triggers() {
    return unfolding.policy().caseRules().triggers();
  }
}
