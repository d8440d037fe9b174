package io.belay.escalation.wire;

import io.belay.contract.TrustedRecords;
import io.belay.escalation.domain.event.ReportedEvent;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes the case events that rooms report. */
public final class RoomEvents implements Serializer<ReportedEvent> {
  static {
    TrustedRecords.trust();
  }

  /** Source and submitter of what Belay itself reports. */
  private static final String SELF = "escalation";

  private final Serializer<Object> avro;

  /**
   * @param avro writes what stands on the wire
   */
  public RoomEvents(Serializer<Object> avro) {
    this.avro = avro;
  }

  @Override
  public byte @Nullable [] serialize(String topic, ReportedEvent event) {
    return avro.serialize(topic, EventToRecord.record(event, SELF));
  }

  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, ReportedEvent event) {
    return avro.serialize(topic, headers, EventToRecord.record(event, SELF));
  }

  @Override
  public void close() {
    avro.close();
  }
}
