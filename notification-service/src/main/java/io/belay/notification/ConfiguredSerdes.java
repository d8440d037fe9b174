package io.belay.notification;

import io.belay.contract.TrustedRecords;
import io.belay.notification.wire.WireSerdes;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.util.ClassUtils;

/** The serialisers that settings name; no code knows which they are. */
final class ConfiguredSerdes {
  private ConfiguredSerdes() {}

  static WireSerdes of(KafkaProperties kafka) {
    var out = kafka.buildProducerProperties();
    var in = kafka.buildConsumerProperties();
    Serializer<Object> serializer = named(out, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    Deserializer<Object> deserializer = named(in, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    serializer.configure(out, false);
    deserializer.configure(in, false);
    return new WireSerdes(serializer, deserializer);
  }

  static Serializer<Object> serializer(KafkaProperties kafka) {
    var out = kafka.buildProducerProperties();
    Serializer<Object> serializer = named(out, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    serializer.configure(out, false);
    return serializer;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T named(Map<String, Object> settings, String key) {
    TrustedRecords.trust();
    var name = settings.get(key);
    var type =
        name instanceof Class<?> named
            ? named
            : ClassUtils.resolveClassName(String.valueOf(name), null);
    return (T) BeanUtils.instantiateClass(type);
  }
}
