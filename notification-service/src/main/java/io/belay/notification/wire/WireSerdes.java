package io.belay.notification.wire;

import io.belay.events.CaseProgress;
import io.belay.events.CustomerContact;
import io.belay.events.Delivery;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryReceipt;
import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.domain.ReceiptHalf;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Domain types on the contract's topics. A record that is Avro but breaks the contract fails here,
 * in the deserialiser, and is a dead letter like one that is not Avro.
 */
public final class WireSerdes {
  private final Serializer<Object> avroOut;
  private final Deserializer<Object> avroIn;

  /** Both configured for record values. */
  public WireSerdes(Serializer<Object> avroOut, Deserializer<Object> avroIn) {
    this.avroOut = avroOut;
    this.avroIn = avroIn;
  }

  /** Keys: what has none belongs to nobody. */
  public static Serde<String> keys() {
    var strings = new StringDeserializer();
    return Serdes.serdeFrom(
        new StringSerializer(),
        (topic, bytes) -> {
          if (bytes == null || bytes.length == 0) {
            throw new IllegalArgumentException("Expected a key, but there is none");
          }
          return strings.deserialize(topic, bytes);
        });
  }

  /** Case progress: follow-ups, and what a customer's page shows. */
  public Serde<CaseHeard> progress() {
    return reading(CaseProgress.class, CaseStepRecords::read);
  }

  /** Contacts; a tombstone reads as null. */
  public Serde<Contact> contacts() {
    var known = reading(CustomerContact.class, ContactRecords::read).deserializer();
    return Serdes.serdeFrom(
        WireSerdes::notWritten,
        (topic, bytes) -> bytes == null ? null : known.deserialize(topic, bytes));
  }

  /** What dispatchers said; what the outbox said last reads as null. */
  public Serde<OutcomeReported> reportedOutcomes() {
    return reading(DeliveryOutcome.class, OutcomeRecords::read);
  }

  public Serde<ReceiptHalf> receipts() {
    return reading(DeliveryReceipt.class, ReceiptRecords::read);
  }

  public Serde<Outgoing.Delivery> deliveries() {
    return Serdes.serdeFrom(
        writing(DeliveryRecords::write).serializer(),
        reading(Delivery.class, DeliveryRecords::read).deserializer());
  }

  public Serde<Outgoing.Outcome> outcomes() {
    return writing(OutcomeRecords::write);
  }

  public Serde<Outgoing.Proof> proofs() {
    return writing(ProofRecords::write);
  }

  private <A extends SpecificRecord, T> Serde<T> reading(
      Class<A> type, Function<A, @Nullable T> read) {
    Deserializer<T> deserializer =
        (topic, bytes) -> {
          if (bytes == null) {
            throw new IllegalArgumentException("Expected a record, but it has no value");
          }
          A record = type.cast(avroIn.deserialize(topic, bytes));
          SaneTimes.check(record);
          return read.apply(record);
        };
    return Serdes.serdeFrom(WireSerdes::notWritten, deserializer);
  }

  private <T> Serde<T> writing(Function<T, Object> write) {
    Serializer<T> serializer = (topic, value) -> avroOut.serialize(topic, write.apply(value));
    return Serdes.serdeFrom(serializer, WireSerdes::notRead);
  }

  private static <T> byte[] notWritten(String topic, T value) {
    throw new UnsupportedOperationException("Expected only to read from topic " + topic);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
  private static <T> T notRead(String topic, byte[] bytes) {
    throw new UnsupportedOperationException("Expected only to write to topic " + topic);
  }
}
