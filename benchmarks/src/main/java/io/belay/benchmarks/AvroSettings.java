package io.belay.benchmarks;

import io.belay.contract.apicurio.BoundedResolver;
import io.belay.contract.apicurio.DatumsBySchema;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** The serde the services use by default, named as they name it: in settings. */
final class AvroSettings {
  private static final String SERIALIZER = "io.apicurio.registry.serde.avro.AvroKafkaSerializer";
  private static final String DESERIALIZER =
      "io.apicurio.registry.serde.avro.AvroKafkaDeserializer";

  private final Map<String, Object> settings;

  AvroSettings(String registryUrl) {
    settings =
        Map.of(
            "apicurio.registry.http.adapter",
            "JDK",
            "apicurio.registry.schema-resolver",
            BoundedResolver.class.getName(),
            "apicurio.registry.avro-datum-provider",
            DatumsBySchema.class.getName(),
            "apicurio.registry.url",
            registryUrl + "/apis/registry/v3",
            "apicurio.registry.artifact-resolver-strategy",
            "io.apicurio.registry.serde.strategy.TopicIdStrategy",
            "apicurio.registry.auto-register",
            true,
            "apicurio.registry.use-specific-avro-reader",
            true);
  }

  @SuppressWarnings("unchecked")
  Serializer<Object> serializer() {
    try {
      Serializer<Object> serializer = Utils.newInstance(SERIALIZER, Serializer.class);
      serializer.configure(settings, false);
      return serializer;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  Deserializer<Object> deserializer() {
    try {
      Deserializer<Object> deserializer = Utils.newInstance(DESERIALIZER, Deserializer.class);
      deserializer.configure(settings, false);
      return deserializer;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
