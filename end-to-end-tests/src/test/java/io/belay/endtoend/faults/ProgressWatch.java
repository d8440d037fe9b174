package io.belay.endtoend.faults;

import io.belay.contract.Topics;
import io.belay.endtoend.RecordReader;
import io.belay.events.CaseProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is decided as soon as it is committed, on a thread of its own. */
final class ProgressWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final RecordReader reader;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread = Thread.ofPlatform().name("progress-watch").unstarted(this::follow);
  private final List<Seen> seen = new ArrayList<>();
  private final Map<String, Long> firstSeenByCause = new HashMap<>();
  private volatile boolean open = true;

  /**
   * A step and when it could be read.
   *
   * @param at of {@link System#nanoTime}
   */
  record Seen(CaseProgress step, long at) {}

  private ProgressWatch(String bootstrapServers, RecordReader reader) {
    this.reader = reader;
    this.consumer =
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
    var partitions =
        consumer.partitionsFor(Topics.CASE_PROGRESS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  static ProgressWatch start(String bootstrapServers, RecordReader reader) {
    var watch = new ProgressWatch(bootstrapServers, reader);
    watch.thread.start();
    return watch;
  }

  private void follow() {
    try (consumer) {
      while (open) {
        for (var record : consumer.poll(POLL)) {
          take(reader.read(record.value(), CaseProgress.class), System.nanoTime());
        }
      }
    }
  }

  private synchronized void take(CaseProgress step, long at) {
    seen.add(new Seen(step, at));
    firstSeenByCause.putIfAbsent(step.getCausedBy(), at);
  }

  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** When the first step of each cause could be read. */
  synchronized Map<String, Long> firstSeenByCause() {
    return new HashMap<>(firstSeenByCause);
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
