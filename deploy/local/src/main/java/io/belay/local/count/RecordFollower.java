package io.belay.local.count;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.local.AvroSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads {@code case-progress} and {@code delivery-outcomes} as they are committed, from now on, and
 * hands each record to a reader on a thread of its own.
 */
public final class RecordFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final KafkaConsumer<String, Object> consumer;
  private final Consumer<Object> reader;
  private final Thread thread;
  private final AtomicLong lastRecordAt = new AtomicLong(System.nanoTime());
  private volatile boolean open = true;

  private RecordFollower(KafkaConsumer<String, Object> consumer, Consumer<Object> reader) {
    this.consumer = consumer;
    this.reader = reader;
    this.thread = new Thread(this::follow, "record-follower");
    thread.setDaemon(true);
  }

  /** Starts to read; records written before this call are not shown. */
  public static RecordFollower start(
      String bootstrapServers, String registryUrl, Consumer<Object> reader) {
    TrustedRecords.trust();
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
    settings.putAll(AvroSettings.reading(registryUrl));
    var consumer = new KafkaConsumer<String, Object>(settings);
    var partitions =
        List.of(Topics.CASE_PROGRESS, Topics.DELIVERY_OUTCOMES).stream()
            .flatMap(topic -> consumer.partitionsFor(topic, START_LIMIT).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    var follower = new RecordFollower(consumer, reader);
    follower.thread.start();
    return follower;
  }

  /** How long nothing has come. */
  public Duration quietFor() {
    return Duration.ofNanos(System.nanoTime() - lastRecordAt.get());
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (consumer) {
      while (open) {
        for (var record : consumer.poll(POLL)) {
          lastRecordAt.set(System.nanoTime());
          reader.accept(record.value());
        }
      }
    } catch (WakeupException closing) {
      // close() asked for it
    }
  }
}
