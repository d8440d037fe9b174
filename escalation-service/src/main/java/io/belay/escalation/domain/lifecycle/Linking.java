package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.progress.Progress;
import java.time.Instant;
import java.util.Objects;

/**
 * What follows when a case is linked to another or to an incident, and when the incident moves.
 *
 * <pre>
 *                     not a member            member of that incident        member of another
 * LINKED to a case    a duplicate's internal clocks are void, as its pack says; statutory clocks run on;
 *                     a repeat of the case it was a duplicate of: they go on where they stood
 * LINKED to incident  member: tell (1)        -                              moves there: tell (1)
 * INCIDENT_ESCALATED  -                       tell (1)                       -
 * INCIDENT_RELEASED   -                       climb what is owed, or tell (1)  -
 * </pre>
 *
 * (1) once per customer and step of the incident, and while the case is in work. What a member owes
 * is climbed at the release, or when it was held if that was later: as if the release had been
 * there at once.
 */
final class Linking {
  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;

  Linking(Unfolding unfolding, Clockwork clockwork, Climbing climbing) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
  }

  void linked(CaseEvent.Linked link, Instant at) {
    var before = unfolding.state().links().incident();
    boolean waitedForIt = unfolding.state().links().isDuplicateOf(link.toCaseId());
    unfolding.step(
        at, new Progress.CaseLinked(link.toCaseId(), link.incidentId(), link.relation()));
    if (CaseEvent.Linked.DUPLICATE.equals(link.relation()) && voidsDuplicates()) {
      clockwork.ends().voidInternal(at, Causes.DUPLICATE);
    }
    if (CaseEvent.Linked.REPEAT.equals(link.relation())
        && waitedForIt
        && unfolding.state().inWork()) {
      clockwork.restarts().resumeAfterDuplicate(at);
    }
    var incidentId = link.incidentId();
    boolean joined =
        incidentId != null && (before == null || !before.incidentId().equals(incidentId));
    if (joined && unfolding.state().inWork()) {
      var happened = new Progress.OfIncident(Objects.requireNonNull(incidentId), "joined");
      unfolding.tellOfIncident(Occasion.INCIDENT, at, happened, null);
    }
  }

  private boolean voidsDuplicates() {
    var duplicates = unfolding.policy().caseRules().together().duplicates();
    return duplicates == null || duplicates.internalClocks() == Together.InternalClocks.VOID;
  }

  void incidentEscalated(CaseEvent.IncidentEscalated event, Instant at) {
    if (isMemberOf(event.incidentId()) && unfolding.state().inWork()) {
      var step = event.tier() == null ? "escalated" : "escalated-" + event.tier();
      var happened = new Progress.OfIncident(event.incidentId(), step);
      unfolding.tellOfIncident(Occasion.INCIDENT, at, happened, event.tier());
    }
  }

  void incidentReleased(CaseEvent.IncidentReleased event, Instant at) {
    if (!isMemberOf(event.incidentId())) {
      return;
    }
    var held = Objects.requireNonNull(unfolding.state().links().incident()).held();
    var cause = event.cause() == null ? Causes.RESOLVED : event.cause();
    unfolding.step(at, new Progress.CaseReleased(event.incidentId(), cause));
    if (!unfolding.state().inWork()) {
      return;
    }
    boolean climbs =
        unfolding.policy().caseRules().together().onRelease() == Together.OnRelease.CLIMB;
    if (climbs && !held.isEmpty()) {
      held.forEach(owed -> climbing.promote(latest(at, owed.at()), owed.cause(), owed.clock()));
    } else {
      var happened = new Progress.OfIncident(event.incidentId(), "over");
      unfolding.tellOfIncident(Occasion.INCIDENT_OVER, at, happened, null);
    }
  }

  private boolean isMemberOf(String incidentId) {
    var incident = unfolding.state().links().incident();
    return incident != null && incident.incidentId().equals(incidentId);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
