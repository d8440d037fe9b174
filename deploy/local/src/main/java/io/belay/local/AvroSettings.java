package io.belay.local;

import io.belay.contract.apicurio.BoundedResolver;
import io.belay.contract.apicurio.DatumsBySchema;
import java.util.Map;

/**
 * Avro as the services write it. The classes are settings: another registry's have the same bytes.
 */
public final class AvroSettings {
  private AvroSettings() {}

  /** Settings of a consumer whose values are records of the contract. */
  public static Map<String, Object> reading(String registryUrl) {
    return Map.of(
        "value.deserializer",
        "io.apicurio.registry.serde.avro.AvroKafkaDeserializer",
        "apicurio.registry.url",
        registryUrl + "/apis/registry/v3",
        "apicurio.registry.http.adapter",
        "JDK",
        "apicurio.registry.schema-resolver",
        BoundedResolver.class.getName(),
        "apicurio.registry.avro-datum-provider",
        DatumsBySchema.class.getName(),
        "apicurio.registry.use-specific-avro-reader",
        true);
  }

  /** Settings of a producer whose values are records of the contract. */
  public static Map<String, Object> writing(String registryUrl) {
    return Map.of(
        "value.serializer",
        "io.apicurio.registry.serde.avro.AvroKafkaSerializer",
        "apicurio.registry.url",
        registryUrl + "/apis/registry/v3",
        "apicurio.registry.http.adapter",
        "JDK",
        "apicurio.registry.schema-resolver",
        BoundedResolver.class.getName(),
        "apicurio.registry.avro-datum-provider",
        DatumsBySchema.class.getName(),
        "apicurio.registry.artifact-resolver-strategy",
        "io.apicurio.registry.serde.strategy.TopicIdStrategy",
        "apicurio.registry.auto-register",
        true,
        "apicurio.registry.find-latest",
        false,
        "apicurio.registry.dereference-schema",
        true);
  }
}
