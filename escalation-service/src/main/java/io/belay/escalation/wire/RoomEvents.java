package io.belay.escalation.wire;

import io.belay.contract.TrustedRecords;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.events.Actor;
import io.belay.events.ActorKind;
import io.belay.events.EscalationRequested;
import io.belay.events.IncidentEscalated;
import io.belay.events.IncidentReleased;
import io.belay.events.Linked;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes the case events that rooms report; other kinds come from the bank. */
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
    return avro.serialize(topic, record(event));
  }

  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, ReportedEvent event) {
    return avro.serialize(topic, headers, record(event));
  }

  @Override
  public void close() {
    avro.close();
  }

  private static io.belay.events.CaseEvent record(ReportedEvent event) {
    return io.belay.events.CaseEvent.newBuilder()
        .setEventId(event.eventId())
        .setCaseId(event.caseId())
        .setCustomerId(event.customerId())
        .setOccurredAt(event.businessTime())
        .setSource(SELF)
        .setSubmittedBy(SELF)
        .setActor(Actor.newBuilder().setKind(ActorKind.SYSTEM).build())
        .setPayload(payload(event.event()))
        .build();
  }

  private static SpecificRecord payload(CaseEvent event) {
    return switch (event) {
      case CaseEvent.Linked l -> new Linked(l.toCaseId(), l.incidentId(), l.relation());
      case CaseEvent.EscalationRequested r -> new EscalationRequested(r.differentAgent(), r.tier());
      case CaseEvent.IncidentEscalated i -> new IncidentEscalated(i.incidentId(), i.tier());
      case CaseEvent.IncidentReleased i -> new IncidentReleased(i.incidentId(), i.cause());
      default ->
          throw new IllegalArgumentException(
              "Expected an event that rooms report, but it is " + event.type());
    };
  }
}
