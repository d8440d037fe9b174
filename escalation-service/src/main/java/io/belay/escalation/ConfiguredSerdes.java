package io.belay.escalation;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Makes what the configuration names as serialiser and deserialiser of values; no code names them.
 */
record ConfiguredSerdes(KafkaProperties kafka) {
  @SuppressWarnings("unchecked")
  Serializer<Object> serializer() {
    var serializer =
        (Serializer<Object>) Utils.newInstance(kafka.getProducer().getValueSerializer());
    serializer.configure(kafka.buildProducerProperties(), false);
    return serializer;
  }

  @SuppressWarnings("unchecked")
  Deserializer<Object> deserializer() {
    var deserializer =
        (Deserializer<Object>) Utils.newInstance(kafka.getConsumer().getValueDeserializer());
    deserializer.configure(kafka.buildConsumerProperties(), false);
    return deserializer;
  }
}
