package io.belay.escalation.stream;

import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/** Remembers what the streams told. */
final class SeenByObserver implements CaseObserver, RoomObserver {
  final List<Decision.Outcome> outcomes = new ArrayList<>();
  final List<String> deadLetters = new ArrayList<>();
  long firings;
  final List<ReportedEvent> reported = new ArrayList<>();
  long incidentsInWork;
  long incidentMembers;

  @Override
  public void reported(ReportedEvent event) {
    reported.add(event);
  }

  @Override
  public void incidents(int partition, long inWork, long members) {
    incidentsInWork = inWork;
    incidentMembers = members;
  }

  @Override
  public void roomsLeft(int partition) {}

  @Override
  public void decided(Decision decision) {
    outcomes.add(decision.outcome());
  }

  @Override
  public void fired(Decision decision) {
    firings +=
        decision.steps().stream()
            .filter(step -> step.progress() instanceof Progress.ClockBreached)
            .count();
  }

  @Override
  public void deadLettered(String topic, String reason) {
    deadLetters.add(topic + " " + reason);
  }

  @Override
  public void threadReplaced() {}

  @Override
  public TickObserver ticks(int partition) {
    return TickObserver.NONE;
  }

  @Override
  public void left(int partition) {}
}
