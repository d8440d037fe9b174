package io.belay.local.evidence;

import io.belay.local.ToTheEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Reads the partition a key lies in from an instant to its end, and keeps what is asked for. */
final class PartitionReading implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Instant since;

  /**
   * What was read, and how far.
   *
   * @param to the offset after the last one read
   */
  record Read(
      String topic, int partition, long from, long to, List<ConsumerRecord<byte[], byte[]>> found) {
    Map<String, Object> extent() {
      return Map.of("topic", topic, "partition", partition, "from", from, "to", to);
    }
  }

  /**
   * @param client settings of a Kafka client
   * @param since records appended before are not looked at
   */
  PartitionReading(Map<String, Object> client, Instant since) {
    var settings = new java.util.HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.since = since;
  }

  /**
   * Reads.
   *
   * @param partitionKey the key whose partition is read, by the contract's murmur2
   */
  Read read(String topic, String partitionKey, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    try {
      int partitions = consumer.partitionsFor(topic, PATIENCE).size();
      var partition = new TopicPartition(topic, partitionOf(partitionKey, partitions));
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long from = start(partition, end);
      consumer.seek(partition, from);
      var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      ToTheEnd.read(
          consumer,
          Map.of(partition, end),
          PATIENCE,
          record -> {
            if (record.offset() < end && wanted.test(record)) {
              found.add(record);
            }
          });
      return new Read(topic, partition.partition(), from, end, found);
    } catch (KafkaException e) {
      throw new IllegalStateException("cannot read %s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private long start(TopicPartition partition, long end) {
    var first = consumer.offsetsForTimes(Map.of(partition, since.toEpochMilli())).get(partition);
    return first == null ? end : first.offset();
  }

  private static int partitionOf(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
