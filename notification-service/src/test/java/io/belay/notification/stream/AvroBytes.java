package io.belay.notification.stream;

import io.belay.contract.TrustedRecords;
import io.belay.events.Accepted;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseProgress;
import io.belay.events.CaseSettled;
import io.belay.events.CustomerContact;
import io.belay.events.DeliveryReceipt;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import io.belay.events.Receipt;
import io.belay.notification.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Records in real Avro bytes, with the writer's class in front instead of a registry's id. */
final class AvroBytes {
  private AvroBytes() {}

  /** Writes any record. */
  @SuppressWarnings("NullAway") // Kafka allows null values
  static final class Out implements Serializer<Object> {
    Out() {
      TrustedRecords.trust();
    }

    @Override
    public byte[] serialize(String topic, Object value) {
      if (value == null) {
        return null;
      }
      var record = (SpecificRecord) value;
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      try {
        encoder.writeString(record.getClass().getName());
        var data = SpecificData.getForClass(record.getClass());
        data.createDatumWriter(record.getSchema()).write(record, encoder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }

  /** Reads any record. */
  static final class In implements Deserializer<Object> {
    In() {
      TrustedRecords.trust();
    }

    @Override
    public Object deserialize(String topic, byte[] bytes) {
      try {
        var decoder = DecoderFactory.get().binaryDecoder(Arrays.copyOf(bytes, bytes.length), null);
        var type = Class.forName(decoder.readString());
        var data = SpecificData.getForClass(type);
        return data.createDatumReader(data.getSchema(type)).read(null, decoder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static CaseProgress accepted() {
    return progress(
        1,
        CaseAccepted.newBuilder()
            .setCategory("withdrawal-delayed")
            .setReportedCategory("withdrawal-delayed")
            .setPriority("P3")
            .setOpenedAt(Samples.NOON)
            .setQueue("front-line")
            .build());
  }

  static CaseProgress settled(Instant keptUntil) {
    return progress(8, CaseSettled.newBuilder().setKeptUntil(keptUntil).build());
  }

  private static CaseProgress progress(long sequence, Object payload) {
    return CaseProgress.newBuilder()
        .setProgressId(Samples.CASE + "/" + sequence)
        .setCaseId(Samples.CASE)
        .setCustomerId(Samples.CUSTOMER)
        .setSequence(sequence)
        .setDecidedAt(Samples.NOON)
        .setCausedBy("e-1")
        .setTier("front-line")
        .setPayload(payload)
        .build();
  }

  static CaseProgress followUp() {
    return progress(
        7,
        FollowUpDue.newBuilder()
            .setMessageType("progress")
            .setMessageClass(MessageClass.ROUTINE)
            .setCategory("withdrawal-delayed")
            .setOpenedAt(Samples.NOON)
            .setTier("front-line")
            .build());
  }

  static CaseProgress urgentFollowUp() {
    return progress(
        7,
        FollowUpDue.newBuilder()
            .setMessageType("progress")
            .setMessageClass(MessageClass.URGENT)
            .setCategory("stolen")
            .setOpenedAt(Samples.NOON)
            .setTier("specialist")
            .build());
  }

  static CaseProgress resultOverAmount(String amount) {
    return progress(
        7,
        FollowUpDue.newBuilder()
            .setMessageType("result")
            .setMessageClass(MessageClass.ROUTINE)
            .setCategory("withdrawal-delayed")
            .setOpenedAt(Samples.NOON)
            .setTier("front-line")
            .setAmount(amount)
            .build());
  }

  static CustomerContact contact() {
    return CustomerContact.newBuilder()
        .setCustomerId(Samples.CUSTOMER)
        .setUpdatedAt(Samples.NOON.minusSeconds(1))
        .setPhone(Samples.PHONE)
        .setPreferredChannels(List.of("SMS"))
        .build();
  }

  static CustomerContact mailContact() {
    return CustomerContact.newBuilder(contact())
        .clearPhone()
        .setEmail(Samples.EMAIL)
        .setPreferredChannels(List.of("EMAIL"))
        .build();
  }

  static DeliveryReceipt receipt() {
    return receipt(Receipt.newBuilder().setState("DELIVERED").build());
  }

  static DeliveryReceipt bounce() {
    return receipt(Receipt.newBuilder().setState("EXPIRED").build());
  }

  static DeliveryReceipt taken() {
    return taken("SMS");
  }

  static DeliveryReceipt mailTaken() {
    return taken("EMAIL");
  }

  private static DeliveryReceipt taken(String channel) {
    return receipt(
        Accepted.newBuilder()
            .setAttemptId(Samples.CASE + "/7/1")
            .setMessageId(Samples.CASE + "/7")
            .setCaseId(Samples.CASE)
            .setCustomerId(Samples.CUSTOMER)
            .setChannel(channel)
            .setPart(1)
            .setParts(1)
            .build());
  }

  private static DeliveryReceipt receipt(Object payload) {
    return DeliveryReceipt.newBuilder()
        .setRoute("smsc")
        .setGatewayMessageId("1")
        .setAt(Samples.NOON)
        .setPayload(payload)
        .build();
  }
}
