package io.belay.escalation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.events.ActorKind;
import io.belay.events.AgentReplied;
import io.belay.events.Assigned;
import io.belay.events.Channel;
import io.belay.events.Closed;
import io.belay.events.ComplaintRaised;
import io.belay.events.ContactMissed;
import io.belay.events.CustomerInformed;
import io.belay.events.CustomerReplied;
import io.belay.events.Deescalated;
import io.belay.events.EscalationRequested;
import io.belay.events.ExtensionGranted;
import io.belay.events.IncidentEscalated;
import io.belay.events.IncidentReleased;
import io.belay.events.Linked;
import io.belay.events.MilestoneReached;
import io.belay.events.Noted;
import io.belay.events.Opened;
import io.belay.events.PolicyChanged;
import io.belay.events.Rated;
import io.belay.events.Reclassified;
import io.belay.events.Reopened;
import io.belay.events.Resolved;
import io.belay.events.Transaction;
import io.belay.events.WaitingEnded;
import io.belay.events.WaitingStarted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CaseEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final io.belay.events.Actor LI =
      new io.belay.events.Actor(ActorKind.AGENT, "A-17", "李工", "frontline-sh");
  static final Actor LI_INSIDE = new Actor(Actor.Kind.AGENT, "A-17", "李工", "frontline-sh");

  static final Map<SpecificRecord, CaseEvent> EVERY_KIND =
      Map.ofEntries(
          Map.entry(
              Opened.newBuilder()
                  .setCategory("withdrawal-delayed")
                  .setChannel(Channel.PHONE)
                  .setPriority("P2")
                  .setTransaction(
                      Transaction.newBuilder()
                          .setReference("W-1")
                          .setAmount("199.00")
                          .setCurrency("CNY")
                          .setOccurredAt(NOON.minusSeconds(9))
                          .build())
                  .setHandledBy(LI)
                  .setMarket("CN")
                  .setEntity("CN-SH-01")
                  .setImported(true)
                  .build(),
              new CaseEvent.Opened(
                  "withdrawal-delayed",
                  "P2",
                  new CaseEvent.Transaction("W-1", "199.00", "CNY", NOON.minusSeconds(9)),
                  LI_INSIDE,
                  "CN",
                  "CN-SH-01",
                  true)),
          Map.entry(
              new Assigned("senior", "q", LI), new CaseEvent.Assigned("senior", "q", LI_INSIDE)),
          Map.entry(new AgentReplied(), new CaseEvent.AgentReplied()),
          Map.entry(new CustomerReplied(), new CaseEvent.CustomerReplied()),
          Map.entry(
              new WaitingStarted(io.belay.events.WaitingOn.OTHER_BANK, "id-document"),
              new CaseEvent.WaitingStarted(WaitingOn.OTHER_BANK, "id-document")),
          Map.entry(new WaitingEnded(), new CaseEvent.WaitingEnded()),
          Map.entry(
              new EscalationRequested(true, "senior"),
              new CaseEvent.EscalationRequested(true, "senior")),
          Map.entry(new Deescalated("front-line"), new CaseEvent.Deescalated("front-line")),
          Map.entry(
              new Reclassified("other", "P1", "2.00", "forward", null, null),
              new CaseEvent.Reclassified("other", "P1", "2.00", "forward")),
          Map.entry(
              new Reclassified(null, "P1", null, null, "C-2", NOON),
              new CaseEvent.Reclassified(
                  null, "P1", null, null, new CaseEvent.StricterDuplicate("C-2", NOON))),
          Map.entry(
              new MilestoneReached("ACCOUNT_FROZEN"),
              new CaseEvent.MilestoneReached("ACCOUNT_FROZEN")),
          Map.entry(
              new ExtensionGranted("final", "boss"),
              new CaseEvent.ExtensionGranted("final", "boss")),
          Map.entry(
              new ComplaintRaised(true, "A-1", "T-1"),
              new CaseEvent.ComplaintRaised(true, "A-1", "T-1")),
          Map.entry(new Resolved("REFUNDED"), new CaseEvent.Resolved("REFUNDED")),
          Map.entry(new Reopened(), new CaseEvent.Reopened()),
          Map.entry(new Closed(), new CaseEvent.Closed()),
          Map.entry(new Rated(4), new CaseEvent.Rated(4)),
          Map.entry(new ContactMissed(true, 3), new CaseEvent.ContactMissed(true, 3)),
          Map.entry(
              new Linked("C-2", "I-1", "duplicate"),
              new CaseEvent.Linked("C-2", "I-1", "duplicate")),
          Map.entry(new Noted(), new CaseEvent.Noted()),
          Map.entry(
              new CustomerInformed("m-1", "progress", "SMS", true, true),
              new CaseEvent.CustomerInformed("progress", true, "m-1")),
          Map.entry(
              new PolicyChanged("wallet", "2026.2"),
              new CaseEvent.PolicyChanged("wallet", "2026.2")),
          Map.entry(
              new IncidentEscalated("I-1", "senior"),
              new CaseEvent.IncidentEscalated("I-1", "senior")),
          Map.entry(
              new IncidentReleased("I-1", "resolved"),
              new CaseEvent.IncidentReleased("I-1", "resolved")));

  private final WireBytes wire = new WireBytes();
  private final CaseEvents events = new CaseEvents(wire);

  @Test
  void everyKindOfEventIsUnderstood() {
    EVERY_KIND.forEach(
        (payload, expected) -> assertThat(read(record(payload)).event()).isEqualTo(expected));
  }

  @Test
  void noKindOfEventIsLeftOut() {
    var sampled = new HashSet<Schema>();
    EVERY_KIND.keySet().forEach(payload -> sampled.add(payload.getSchema()));
    var known = io.belay.events.CaseEvent.getClassSchema().getField("payload").schema().getTypes();

    assertThat(sampled).containsExactlyInAnyOrderElementsOf(known);
    assertThat(CaseEvent.class.getPermittedSubclasses())
        .as("a message that came back is told by the record that tells of its arrival")
        .hasSize(known.size() + 1);
  }

  @Test
  void aMessageThatCameBackIsAnEventOfItsOwn() {
    var cameBack = new CustomerInformed("m-1", "progress", "EMAIL", false, false);

    assertThat(read(record(cameBack)).event())
        .isEqualTo(new CaseEvent.MessageBounced("m-1", "progress"));
  }

  @Test
  void theEnvelopeIsKept() {
    assertThat(read(record(new Noted())))
        .isEqualTo(new ReportedEvent("e-1", "C-1", "K-1", NOON, LI_INSIDE, new CaseEvent.Noted()));
  }

  @Test
  void headersOfASerdeDoNotSayHowARecordIsRead() {
    var record = record(new Noted());
    var forged =
        new RecordHeaders().add("apicurio.value.encoding", "JSON".getBytes(StandardCharsets.UTF_8));

    assertThat(new CaseEvents(new Fixed(record)).deserialize("case-events", forged, new byte[1]))
        .isEqualTo(read(record));
  }

  @Test
  void businessTimeIsNeverAfterTheAppend() {
    var event = read(record(new Noted()));

    assertThat(CaseEvents.appendedAt(event, NOON.minusMillis(1)).businessTime())
        .isEqualTo(NOON.minusMillis(1));
    assertThat(CaseEvents.appendedAt(event, NOON).businessTime()).isEqualTo(NOON);
    assertThat(CaseEvents.appendedAt(event, NOON.plusMillis(1)).businessTime()).isEqualTo(NOON);
  }

  @Test
  void anEventOfALaterReleaseIsUnreadable() {
    var newer =
        SchemaBuilder.record("CaseEvent")
            .namespace("io.belay.events")
            .fields()
            .requiredString("eventId")
            .requiredString("caseId")
            .endRecord();
    var record = new GenericData.Record(newer);
    record.put("eventId", "e-1");
    record.put("caseId", "C-1");
    var withNewPayload = record(new Noted());
    withNewPayload.put(
        io.belay.events.CaseEvent.getClassSchema().getField("payload").pos(), "something new");

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> events.deserialize("case-events", wire.serialize("case-events", record)));
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> new CaseEvents(new Fixed(withNewPayload)).deserialize("t", new byte[1]))
        .extracting(UnreadableRecordException::reason)
        .isEqualTo("unknown-event");
  }

  @Test
  void nothingAndForeignRecordsAreUnreadable() {
    var foreign = Objects.requireNonNull(wire.serialize("case-events", new Noted()));

    for (var bytes : List.of(new byte[] {1, 2, 3}, foreign)) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> events.deserialize("case-events", bytes));
    }
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> events.deserialize("case-events", null))
        .extracting(UnreadableRecordException::reason)
        .isEqualTo("no-value");
  }

  @Test
  void anAmountThatIsNoneAndATimeInNoCalendarAreUnreadable() {
    var amount = record(Reclassified.newBuilder().setAmount("1I00.00").build());
    var late =
        io.belay.events.CaseEvent.newBuilder(record(new Noted()))
            .setOccurredAt(Instant.parse("9999-01-01T00:00:00Z"))
            .build();
    for (var record : List.of(amount, late)) {
      assertThatExceptionOfType(UnreadableRecordException.class)
          .isThrownBy(() -> read(record))
          .extracting(UnreadableRecordException::reason)
          .isEqualTo("bad-value");
    }
  }

  private ReportedEvent read(io.belay.events.CaseEvent record) {
    return events.deserialize("case-events", wire.serialize("case-events", record));
  }

  private static io.belay.events.CaseEvent record(SpecificRecord payload) {
    return io.belay.events.CaseEvent.newBuilder()
        .setEventId("e-1")
        .setCaseId("C-1")
        .setCustomerId("K-1")
        .setOccurredAt(NOON)
        .setSource("call-centre")
        .setSubmittedBy("crm")
        .setActor(LI)
        .setPayload(payload)
        .build();
  }

  /** Reads the same record out of any bytes. */
  private record Fixed(Object record)
      implements org.apache.kafka.common.serialization.Deserializer<Object> {
    @Override
    public Object deserialize(String topic, byte[] data) {
      return record;
    }

    @Override
    public Object deserialize(String topic, Headers headers, byte[] data) {
      throw new AssertionError("Expected headers to be left unread");
    }
  }
}
