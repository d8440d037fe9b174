package io.belay.local.operate;

import io.belay.local.ToTheEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics up to the end they have now, as bytes. */
final class TopicReading implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final KafkaConnection broker;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReading(KafkaConnection broker) {
    this.broker = broker;
    var settings = broker.settings();
    settings.put("isolation.level", "read_committed");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Every record of a topic. */
  void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    orSayWhy(
        topic,
        () -> {
          var partitions =
              consumer.partitionsFor(topic, PATIENCE).stream()
                  .map(info -> new TopicPartition(topic, info.partition()))
                  .toList();
          read(consumer.beginningOffsets(partitions), reader);
        });
  }

  /**
   * The later records of a topic.
   *
   * @param from partition → offset of the first one; partitions that are not there have none
   */
  void each(
      String topic, Map<Integer, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    orSayWhy(
        topic,
        () -> {
          var there = new HashMap<TopicPartition, Long>();
          for (var info : consumer.partitionsFor(topic, PATIENCE)) {
            var first = from.get(info.partition());
            if (first != null) {
              there.put(new TopicPartition(topic, info.partition()), first);
            }
          }
          read(there, reader);
        });
  }

  private void read(
      Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(from.keySet());
    var ends = new HashMap<>(consumer.endOffsets(from.keySet()));
    from.forEach(consumer::seek);
    ToTheEnd.read(
        consumer,
        ends,
        PATIENCE,
        record -> {
          // what is appended meanwhile, by a replay that fails again, is for the next time
          if (record.offset() < ends.getOrDefault(partitionOf(record), 0L)) {
            reader.accept(record);
          }
        });
  }

  private void orSayWhy(String topic, Runnable reading) {
    try {
      reading.run();
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "cannot read %s from the broker at %s: %s"
              .formatted(topic, broker.bootstrapServers(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static TopicPartition partitionOf(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
