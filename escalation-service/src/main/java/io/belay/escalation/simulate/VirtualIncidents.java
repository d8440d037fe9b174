package io.belay.escalation.simulate;

import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.domain.incident.IncidentRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rooms of the incidents in virtual time, where nobody is kept waiting by the number of
 * members: each is told at once.
 */
final class VirtualIncidents {
  /** As the service has it unless it is told otherwise. */
  private static final Duration UNKNOWN_INCIDENT_WAIT = Duration.ofMinutes(15);

  private final Map<String, Incident> incidents = new HashMap<>();
  private final Map<String, TreeSet<String>> members = new HashMap<>();
  private final WakeUps wakeUps = new WakeUps();

  /** What is written to the incident and its members. */
  List<ReportedEvent> hear(String incidentId, IncidentNews news, Instant now) {
    var before = Optional.ofNullable(incidents.get(incidentId));
    var rows = members.computeIfAbsent(incidentId, id -> new TreeSet<>());
    var subject = news.subject();
    boolean known = subject.filter(rows::contains).isPresent();
    var ruling = IncidentRoom.decide(before, incidentId, news, known, now);
    switch (ruling.row()) {
      case ADDED -> subject.ifPresent(rows::add);
      case REMOVED -> subject.ifPresent(rows::remove);
      case UNCHANGED -> {}
    }
    var written = new ArrayList<>(ruling.events());
    written.addAll(tell(incidentId, ruling.incident(), now));
    return written;
  }

  /** When somebody has waited long enough for an incident; empty: nobody waits. */
  Optional<Instant> wakeUpAt() {
    return wakeUps.nextDueAt();
  }

  /** What is written of incidents that nobody opened. */
  List<ReportedEvent> wake(Instant now) {
    var written = new ArrayList<ReportedEvent>();
    for (var due = wakeUps.takeDue(now); due.isPresent(); due = wakeUps.takeDue(now)) {
      var incidentId = due.get().key();
      var seen =
          Optional.ofNullable(incidents.get(incidentId))
              .map(known -> IncidentRoom.lookAgain(known, UNKNOWN_INCIDENT_WAIT, now));
      written.addAll(tell(incidentId, seen, now));
    }
    return written;
  }

  private List<ReportedEvent> tell(String incidentId, Optional<Incident> incident, Instant now) {
    var rows = members.getOrDefault(incidentId, new TreeSet<>());
    var turn = incident.map(it -> IncidentRoom.tell(it, incidentId, List.copyOf(rows), true));
    if (turn.filter(IncidentRoom.Turn::rowsRemoved).isPresent()) {
      rows.clear();
    }
    keep(incidentId, turn.flatMap(IncidentRoom.Turn::incident), now);
    return turn.map(IncidentRoom.Turn::events).orElse(List.of());
  }

  private void keep(String incidentId, Optional<Incident> incident, Instant now) {
    if (incident.isEmpty()) {
      incidents.remove(incidentId);
      members.remove(incidentId);
      wakeUps.cancel(incidentId);
      return;
    }
    incidents.put(incidentId, incident.get());
    IncidentRoom.wakeUpAt(incident.get(), UNKNOWN_INCIDENT_WAIT, now)
        .ifPresentOrElse(at -> wakeUps.schedule(incidentId, at), () -> wakeUps.cancel(incidentId));
  }
}
