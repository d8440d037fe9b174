package io.belay.escalation.stream;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** A serde for a topic that is only read, or only written. */
record OneWay<T>(Serializer<T> serializer, Deserializer<T> deserializer) implements Serde<T> {
  static <T> Serde<T> reading(Deserializer<T> deserializer) {
    return new OneWay<>(
        (topic, value) -> {
          throw new IllegalStateException("Expected to read " + topic + " only");
        },
        deserializer);
  }

  static <T> Serde<T> writing(Serializer<T> serializer) {
    return new OneWay<>(
        serializer,
        (topic, bytes) -> {
          throw new IllegalStateException("Expected to write " + topic + " only");
        });
  }
}
