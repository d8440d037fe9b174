package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What follows from an event that no rule refuses. The event is recorded first, then its
 * consequences: for who has the case ({@link Handling}), for its end ({@link Ending}), for what the
 * law wants and customers read ({@link Duties}), for what it belongs to ({@link Linking}); here for
 * waits and corrections.
 */
final class Happenings {
  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;
  private final Function<PolicyRef, Optional<PolicyPack>> published;
  private final Linking linking;
  private final Silence silence;
  private final Recording recording;
  private final Handling handling;
  private final Ending ending;
  private final Duties duties;

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
    this.silence = new Silence(unfolding, clockwork);
    this.recording = new Recording(unfolding);
    this.handling = new Handling(unfolding, clockwork, climbing, recording);
    this.ending = new Ending(unfolding, clockwork, climbing, recording);
    this.duties = new Duties(unfolding, clockwork, recording);
  }

  void happen(ReportedEvent reported, Instant at) {
    take(reported, at);
    silence.after(reported, at);
  }

  private void take(ReportedEvent reported, Instant at) {
    switch (reported.event()) {
      case CaseEvent.Opened o ->
          throw new IllegalStateException("Expected an opening of a known case to be refused");
      case CaseEvent.ExtensionGranted e -> duties.extensionGranted(e, at);
      case CaseEvent.Assigned assigned -> handling.assigned(assigned, at);
      case CaseEvent.AgentReplied r -> handling.agentReplied(r, reported.actor(), at);
      case CaseEvent.CustomerReplied r -> customerReplied(r, at);
      case CaseEvent.WaitingStarted w -> waitingStarted(w, at);
      case CaseEvent.WaitingEnded w -> waitingEnded(w, at);
      case CaseEvent.EscalationRequested r -> handling.escalationRequested(r, reported, at);
      case CaseEvent.Deescalated d -> handling.deescalated(d, at);
      case CaseEvent.Reclassified r -> reclassified(r, at);
      case CaseEvent.MilestoneReached m -> duties.milestoneReached(m, reported.businessTime(), at);
      case CaseEvent.ComplaintRaised c -> handling.complaintRaised(c, at);
      case CaseEvent.Resolved r -> ending.resolved(r, at);
      case CaseEvent.Reopened r -> ending.reopened(r, at);
      case CaseEvent.Closed c -> ending.closed(c, at);
      case CaseEvent.Rated r -> ending.rated(r, at);
      case CaseEvent.CustomerInformed informed -> duties.informed(informed, at);
      case CaseEvent.MessageBounced bounced -> duties.bounced(bounced, at);
      case CaseEvent.PolicyChanged p -> policyChanged(p, at);
      case CaseEvent.ContactMissed c -> handling.contactMissed(c, at);
      case CaseEvent.Linked l -> {
        recording.record(l, at);
        linking.linked(l, at);
      }
      case CaseEvent.Noted n -> recording.record(n, at);
      case CaseEvent.IncidentEscalated i -> {
        recording.record(i, at);
        linking.incidentEscalated(i, at);
      }
      case CaseEvent.IncidentReleased i -> {
        recording.record(i, at);
        linking.incidentReleased(i, at);
      }
    }
  }

  private void policyChanged(CaseEvent.PolicyChanged change, Instant at) {
    recording.record(change, at);
    var next = published.apply(PolicyChange.ref(change)).orElseThrow();
    new PolicyChange(unfolding, clockwork).to(next, at);
  }

  private void customerReplied(CaseEvent event, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting waiting
        && waiting.on() == WaitingOn.CUSTOMER) {
      recording.record(event, new Status.Open(), at, null, null);
      clockwork.pauses().resumeAll(at, Causes.WAIT_ENDED);
    } else {
      recording.record(event, at);
    }
  }

  /** The wait for them that goes on: whoever reports it again neither prolongs nor begins it. */
  private Optional<Status.Waiting> waitOn(WaitingOn on) {
    return unfolding.state().status() instanceof Status.Waiting waiting && waiting.on() == on
        ? Optional.of(waiting)
        : Optional.empty();
  }

  private void waitingStarted(CaseEvent.WaitingStarted waiting, Instant at) {
    var longest = unfolding.policy().caseRules().longestWait().get(waiting.on());
    if (longest == null) {
      throw new IllegalStateException("Expected the pack to bound every wait");
    }
    var before = waitOn(waiting.on());
    var until =
        before.map(Status.Waiting::until).map(end -> Measure.earliest(end, at.plus(longest)));
    recording.record(
        waiting, new Status.Waiting(waiting.on(), until.orElse(at.plus(longest))), at, null, null);
    clockwork.pauses().waitChangedTo(waiting.on(), at);
    clockwork.pauses().pauseAll(at, waiting.on());
    boolean asked = before.isEmpty() || silence.wasBroken(ClockRule.StartsOn.WAITING_ON_CUSTOMER);
    if (waiting.on() == WaitingOn.CUSTOMER && asked) {
      silence.begins(ClockRule.StartsOn.WAITING_ON_CUSTOMER, at);
      var why = new Progress.Why(waiting.need(), waiting.on().name(), null);
      unfolding.tellLast(Occasion.WAITING_ON_CUSTOMER, at, why, null);
    }
  }

  private void waitingEnded(CaseEvent event, Instant at) {
    if (unfolding.state().status() instanceof Status.Waiting) {
      recording.record(event, new Status.Open(), at, null, null);
      clockwork.pauses().resumeAll(at, Causes.WAIT_ENDED);
    } else {
      recording.record(event, at);
    }
  }

  private void reclassified(CaseEvent.Reclassified change, Instant at) {
    recording.record(change, at);
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
      clockwork.retargeting().follow(old, at, mode);
      if (unfolding.state().inWork() && isHigh(next) && !isHigh(old)) {
        climbing.promote(at, Causes.AMOUNT, null);
      }
    }
  }

  private boolean isHigh(Profile profile) {
    var money = profile.money();
    return money != null
        && unfolding.policy().caseRules().triggers().onAmount(money.amount(), money.currency());
  }
}
