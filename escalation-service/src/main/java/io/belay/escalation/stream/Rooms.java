package io.belay.escalation.stream;

import io.belay.escalation.domain.event.ReportedEvent;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the rooms of duplicates and incidents need.
 *
 * @param events writes what they report into {@code case-events}
 */
public record Rooms(Serializer<ReportedEvent> events, RoomLimits limits, RoomObserver observer) {}
