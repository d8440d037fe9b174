package io.belay.escalation.wire;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.CaseProgress;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Steps as records of {@code case-progress}, there and back. */
public final class ProgressRecords {
  static {
    TrustedRecords.trust();
  }

  private ProgressRecords() {}

  /** Writes steps by way of what writes Avro records. */
  public static Serializer<Step> serializer(Serializer<Object> avro) {
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, Step step) {
        return avro.serialize(topic, StepToRecord.record(step));
      }

      @Override
      public byte @Nullable [] serialize(String topic, Headers headers, Step step) {
        return avro.serialize(topic, headers, StepToRecord.record(step));
      }

      @Override
      public void close() {
        avro.close();
      }
    };
  }

  /** Reads steps by way of what reads Avro records. */
  public static Deserializer<Step> deserializer(Deserializer<Object> avro) {
    return new Deserializer<>() {
      @Override
      public Step deserialize(String topic, byte @Nullable [] data) {
        return step(data == null ? null : avro.deserialize(topic, data));
      }

      @Override
      public void close() {
        avro.close();
      }
    };
  }

  /**
   * Writes a step and reads it back, to no topic: registers the schema and connects to the
   * registry, which takes seconds the first time, before a case has to wait for it.
   */
  public static void rehearse(Serializer<Object> writer, Deserializer<Object> reader) {
    var step =
        new Step(
            "rehearsal",
            null,
            0,
            Instant.EPOCH,
            new Step.Cause.ByEvent("rehearsal"),
            null,
            null,
            new Progress.CaseClosed("rehearsal"));
    byte[] bytes = serializer(writer).serialize(Topics.CASE_PROGRESS, step);
    if (!deserializer(reader).deserialize(Topics.CASE_PROGRESS, bytes).equals(step)) {
      throw new IllegalStateException("Expected a step to come back as it was written");
    }
  }

  private static Step step(@Nullable Object value) {
    if (value == null) {
      throw new UnreadableRecordException("no-value", "Expected case progress, but found no value");
    }
    if (!(value instanceof CaseProgress record)) {
      throw new UnreadableRecordException(
          "foreign-record", "Expected case progress, but found a record of another schema");
    }
    return RecordToStep.step(record);
  }
}
