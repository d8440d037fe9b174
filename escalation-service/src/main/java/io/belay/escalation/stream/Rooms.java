package io.belay.escalation.stream;

import io.belay.escalation.domain.event.ReportedEvent;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the rooms of duplicates and incidents need.
 *
 * @param events writes what they report into {@code case-events}
 * @param backlog what they report waits behind
 */
public record Rooms(
    Serializer<ReportedEvent> events, RoomLimits limits, RoomObserver observer, Backlog backlog) {

  /** Where nothing waits. */
  public Rooms(Serializer<ReportedEvent> events, RoomLimits limits, RoomObserver observer) {
    this(events, limits, observer, new Backlog());
  }
}
