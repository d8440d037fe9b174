package io.belay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.belay.contract.apicurio.BoundedResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Reads and writes topics as other systems would, by the registry's schemas. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final String registryUrl;
  private final Serializer<Object> serializer;
  private final Deserializer<?> deserializer;

  @SuppressWarnings("unchecked")
  TopicReader(String bootstrapServers, String registryUrl) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.serializer =
        (Serializer<Object>) instance("io.apicurio.registry.serde.avro.AvroKafkaSerializer");
    this.deserializer =
        (Deserializer<?>) instance("io.apicurio.registry.serde.avro.AvroKafkaDeserializer");
    serializer.configure(settings(), false);
    deserializer.configure(settings(), false);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  String registryUrl() {
    return registryUrl;
  }

  /** All committed records of a topic with this key, once there are as many as expected. */
  List<ConsumerRecord<byte[], byte @Nullable []>> ofKey(String topic, String key, int expected) {
    return matching(topic, r -> key.equals(text(r.key())), expected);
  }

  List<ConsumerRecord<byte[], byte @Nullable []>> matching(
      String topic, Predicate<ConsumerRecord<byte[], byte @Nullable []>> wanted, int expected) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> all(topic).stream().filter(wanted).toList(), l -> l.size() >= expected);
  }

  /** Everything committed up to now. */
  List<ConsumerRecord<byte[], byte @Nullable []>> all(String topic) {
    var found = new ArrayList<ConsumerRecord<byte[], byte @Nullable []>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(POLL).forEach(found::add);
      }
    }
    return found;
  }

  IndexedRecord record(ConsumerRecord<byte[], byte @Nullable []> message) {
    return (IndexedRecord)
        requireNonNull(deserializer.deserialize(message.topic(), message.value()));
  }

  /** The eventId alone: it stands first, behind the format's five bytes. */
  String eventId(ConsumerRecord<byte[], byte @Nullable []> message) {
    byte[] value = requireNonNull(message.value());
    int length = value[5] / 2;
    return new String(value, 6, length, UTF_8);
  }

  /** The bytes as a bank system's serializer makes them. */
  byte[] bytes(String topic, Object value) {
    return serializer.serialize(topic, value);
  }

  void write(List<ProducerRecord<byte[], byte[]>> messages) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var message : messages) {
        var unused = producer.send(message);
      }
      producer.flush();
    }
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  static String header(ConsumerRecord<?, ?> message, String name) {
    var header = message.headers().lastHeader(name);
    return header == null ? "" : text(header.value());
  }

  private Map<String, Object> settings() {
    return Map.of(
        "apicurio.registry.url",
        registryUrl + "/apis/registry/v3",
        "apicurio.registry.http.adapter",
        "JDK",
        "apicurio.registry.schema-resolver",
        BoundedResolver.class.getName(),
        "apicurio.registry.artifact-resolver-strategy",
        "io.apicurio.registry.serde.strategy.TopicIdStrategy",
        "apicurio.registry.auto-register",
        true,
        "apicurio.registry.dereference-schema",
        true);
  }

  private static Object instance(String className) {
    try {
      return Utils.newInstance(className, Object.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
