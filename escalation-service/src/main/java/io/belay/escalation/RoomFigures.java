package io.belay.escalation;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.stream.RoomObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the rooms of this instance watch and report. Part of {@link EscalationMetrics}. */
final class RoomFigures implements RoomObserver {
  private final Counters counters;
  private final Map<Integer, Watched> byPartition = new ConcurrentHashMap<>();

  /** What the rooms of one partition watch. */
  private record Watched(long inWork, long members) {}

  RoomFigures(MeterRegistry registry, Counters counters) {
    this.counters = counters;
    Gauge.builder("belay_incidents_in_work", byPartition, RoomFigures::inWork)
        .description("Incidents that are neither resolved nor closed")
        .register(registry);
    Gauge.builder("belay_incident_members", byPartition, RoomFigures::members)
        .description("Cases that belong to an incident and were not released yet")
        .register(registry);
    for (var type :
        List.of(
            "linked",
            "resolved",
            "reclassified",
            "escalation_requested",
            "incident_escalated",
            "incident_released")) {
      events(type);
    }
  }

  @Override
  public void reported(ReportedEvent event) {
    events(event.event().type().toLowerCase(Locale.ROOT)).increment();
  }

  private Counter events(String type) {
    return counters.of("belay_room_events", "type", type);
  }

  @Override
  public void incidents(int partition, long inWork, long members) {
    byPartition.put(partition, new Watched(inWork, members));
  }

  @Override
  public void roomsLeft(int partition) {
    byPartition.remove(partition);
  }

  private static double inWork(Map<Integer, Watched> all) {
    return all.values().stream().mapToLong(Watched::inWork).sum();
  }

  private static double members(Map<Integer, Watched> all) {
    return all.values().stream().mapToLong(Watched::members).sum();
  }
}
