package io.belay.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All committed records of one topic, from its beginning. Belongs to one thread at a time. */
public final class TopicLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  public TopicLog(String bootstrapServers, String topic) {
    consumer = fromTheBeginning(bootstrapServers, topic);
  }

  /** Reads what is committed of all partitions; a broker that is away is asked again soon. */
  static KafkaConsumer<String, byte[]> fromTheBeginning(String bootstrapServers, String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Number of partitions of the topic. */
  int partitions() {
    return consumer.assignment().size();
  }

  /** Everything that can be read by now; waits a moment for more. */
  public List<ConsumerRecord<String, byte[]>> read() {
    consumer.poll(POLL).forEach(records::add);
    return List.copyOf(records);
  }

  /** All that was read of one case: its key, or in the log of deliveries its customer's. */
  List<ConsumerRecord<String, byte[]>> of(String key) {
    return readAll().stream().filter(record -> record.key().equals(key)).toList();
  }

  /** Everything committed up to the moment of the call. */
  public List<ConsumerRecord<String, byte[]>> readAll() {
    var ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      read();
    }
    return List.copyOf(records);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
