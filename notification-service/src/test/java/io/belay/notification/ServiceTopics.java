package io.belay.notification;

import io.belay.contract.Topics;
import io.belay.contract.UrgentFollowUps;
import io.belay.events.CaseProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** What a running service reads and writes in Kafka, by its own settings. */
final class ServiceTopics {
  private final ConfigurableApplicationContext service;

  ServiceTopics(ConfigurableApplicationContext service) {
    this.service = service;
  }

  /** A follow-up as escalation writes it: an urgent one also where nothing else waits. */
  void sendFollowUp(CaseProgress due) {
    var headers = new RecordHeaders();
    if (FollowUps.isUrgent(due)) {
      headers.add(UrgentFollowUps.HEADER, new byte[0]);
      var unused =
          producer()
              .send(
                  new ProducerRecord<>(
                      Topics.FOLLOW_UPS_URGENT, null, due.getCustomerId(), due, headers));
    }
    var unused =
        producer()
            .send(new ProducerRecord<>(Topics.CASE_PROGRESS, null, due.getCaseId(), due, headers));
  }

  void send(String topic, String key, Object value) {
    var unused = producer().send(new ProducerRecord<>(topic, key, value));
  }

  void write(String topic, String key, Object value) {
    send(topic, key, value);
    flush();
  }

  /** Writes as escalation does: what one decision leads to, nobody reads before it is whole. */
  Producer<String, Object> transactionalProducer() {
    var kafka = service.getBean(KafkaProperties.class);
    var settings = kafka.buildProducerProperties();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "escalation-of-" + UUID.randomUUID());
    var producer =
        new KafkaProducer<>(settings, new StringSerializer(), ConfiguredSerdes.serializer(kafka));
    producer.initTransactions();
    return producer;
  }

  void flush() {
    producer().flush();
  }

  @SuppressWarnings("unchecked")
  private Producer<String, Object> producer() {
    return service.getBean("reportProducer", Producer.class);
  }

  /** Writes bytes as they are. */
  @SuppressWarnings("unchecked")
  Producer<byte[], byte[]> rawProducer() {
    return service.getBean("deadLetterProducer", Producer.class);
  }

  /** How many records the topic ever had. */
  long endOf(String topic) {
    try (var raw = rawConsumer()) {
      return raw
          .endOffsets(
              raw.partitionsFor(topic).stream()
                  .map(each -> new TopicPartition(topic, each.partition()))
                  .toList())
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  Object awaitRecord(String topic, String key, Predicate<Object> matches) {
    var in = service.getBean(KafkaProperties.class).buildConsumerProperties();
    try (var avro = new KafkaConsumer<String, Object>(in)) {
      return await(topic, avro, record -> record.key().equals(key) && matches.test(record.value()))
          .value();
    }
  }

  ConsumerRecord<byte[], byte[]> awaitRaw(String topic, String key) {
    try (var raw = rawConsumer()) {
      return await(
          topic, raw, record -> new String(record.key(), StandardCharsets.UTF_8).equals(key));
    }
  }

  private KafkaConsumer<byte[], byte[]> rawConsumer() {
    return new KafkaConsumer<>(
        service.getBean(KafkaProperties.class).buildConsumerProperties(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static <K, V> ConsumerRecord<K, V> await(
      String topic, KafkaConsumer<K, V> consumer, Predicate<ConsumerRecord<K, V>> matches) {
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    var found = new AtomicReference<@Nullable ConsumerRecord<K, V>>();
    Awaitility.await()
        .pollInSameThread()
        .atMost(WholeService.LONG_ENOUGH)
        .until(
            () -> {
              for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (matches.test(record)) {
                  found.compareAndSet(null, record);
                }
              }
              return found.get() != null;
            });
    var record = found.get();
    if (record == null) {
      throw new IllegalStateException("Expected what was awaited");
    }
    return record;
  }
}
