package io.belay.escalation.simulate;

import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.duplicate.Written;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.policy.PolicyPack;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The rooms of duplicates and incidents in virtual time: they hear each decision, and what they
 * find out reaches the cases without delay.
 */
final class VirtualRooms {
  private final PolicyPack policy;
  private final VirtualMatters matters = new VirtualMatters();
  private final VirtualIncidents incidents = new VirtualIncidents();
  private final Queue<ReportedEvent> written = new ArrayDeque<>();

  VirtualRooms(PolicyPack policy) {
    this.policy = policy;
  }

  /**
   * What only rooms write. A log may have it from the run it was exported of; here they find out
   * for themselves, for another pack may let them find something else.
   */
  static boolean areAuthorOf(ReportedEvent reported) {
    return switch (reported.event()) {
      case CaseEvent.EscalationRequested request -> request.tier() != null;
      case CaseEvent.Resolved resolved -> Written.isResolvedWithAnother(reported);
      case CaseEvent.Linked link -> link.relation() != null;
      case CaseEvent.Reclassified change -> change.duplicate() != null;
      case CaseEvent.IncidentEscalated i -> true;
      case CaseEvent.IncidentReleased i -> true;
      default -> false;
    };
  }

  void hear(Optional<CaseState> before, Decision decision, Instant now) {
    if (decision.state().equals(before)) {
      return;
    }
    var at = decision.steps().isEmpty() ? now : decision.steps().getLast().decidedAt();
    for (var told : Sighting.between(before, decision, state -> policy, at)) {
      written.addAll(matters.hear(told.matter().key(), told.sighting(), now));
    }
    for (var told : IncidentNews.between(before, decision, state -> policy, at)) {
      written.addAll(incidents.hear(told.incidentId(), told.news(), now));
    }
  }

  /** The next event to bring to its case; empty: there is none. */
  Optional<ReportedEvent> next() {
    return Optional.ofNullable(written.poll());
  }

  Optional<Instant> wakeUpAt() {
    return incidents.wakeUpAt();
  }

  void wake(Instant now) {
    written.addAll(incidents.wake(now));
  }
}
