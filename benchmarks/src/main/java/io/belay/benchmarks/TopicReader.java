package io.belay.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed in a topic from now on. */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<String, byte[]> consumer;
  private final BooleanSupplier writerIsAlive;

  /** When the records of one poll could be read, by the wall clock and by one that never jumps. */
  record Moment(Instant at, long nanos) {}

  /**
   * A reader of a topic from its end on.
   *
   * @param writerIsAlive false: nothing more will come, and waiting ends with an error
   */
  TopicReader(String bootstrapServers, String topic, BooleanSupplier writerIsAlive) {
    this.writerIsAlive = writerIsAlive;
    consumer = consumer(bootstrapServers);
    var partitions = assignAll(consumer, topic);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Reads what is committed. */
  static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000,
            // lateness is measured here: a record is fetched as soon as it is there
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Gives it all partitions of a topic. */
  static List<TopicPartition> assignAll(KafkaConsumer<String, byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    return partitions;
  }

  /**
   * Shows each record that counts with the moment from which it could be read.
   *
   * @throws IllegalStateException when there are not enough in time
   */
  void readUntil(
      Predicate<ConsumerRecord<String, byte[]>> counts,
      long enough,
      Duration atMost,
      BiConsumer<ConsumerRecord<String, byte[]>, Moment> shown) {
    readAllUntil(
        (record, visible) -> {
          boolean one = counts.test(record);
          if (one) {
            shown.accept(record, visible);
          }
          return one;
        },
        enough,
        atMost);
  }

  /**
   * Shows every record with the moment from which it could be read, until enough of them counted.
   *
   * @param counts takes a record and says whether it is one of those that there have to be
   * @throws IllegalStateException when there are not enough in time
   */
  void readAllUntil(
      BiPredicate<ConsumerRecord<String, byte[]>, Moment> counts, long enough, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    long seen = 0;
    while (seen < enough) {
      var records = consumer.poll(POLL);
      var visible = new Moment(Instant.now(), System.nanoTime());
      for (var record : records) {
        if (counts.test(record, visible)) {
          seen++;
        }
      }
      if (System.nanoTime() > end || !writerIsAlive.getAsBoolean()) {
        throw new IllegalStateException(
            "Expected %,d records in %s within %d s, but there are %,d"
                .formatted(
                    enough,
                    consumer.assignment().iterator().next().topic(),
                    atMost.toSeconds(),
                    seen));
      }
    }
  }

  /** As {@link #rateAfter} from the first one on, with the sum of all that was read on the way. */
  Seen rateAndSizeOfFirst(
      long enough, Predicate<ConsumerRecord<String, byte[]>> counts, Duration atMost) {
    return rateAndSizeAfter(0, enough, counts, atMost);
  }

  /** As {@link #rateAfter}, with the sum of all that was read on the way. */
  Seen rateAndSizeAfter(
      long warmUp, long enough, Predicate<ConsumerRecord<String, byte[]>> counts, Duration atMost) {
    var counted = new Span(warmUp);
    readUntil(
        record -> {
          counted.allRecords++;
          counted.allBytes += record.serializedValueSize();
          return counts.test(record);
        },
        enough,
        atMost,
        (record, visible) -> counted.add(visible.nanos()));
    return new Seen(counted.rate(), counted.allRecords, counted.allBytes);
  }

  /**
   * Rate of what counts, and how much was read in all.
   *
   * @param records all that were read, those that do not count too
   * @param bytes of their values
   */
  record Seen(Rate rate, long records, long bytes) {}

  /**
   * Rate from the first record that is visible after so many to the last of those there have to be
   * in all. What comes with that one's poll is waited for but not counted: it was made before the
   * clock was started.
   */
  Rate rateAfter(
      long warmUp, long enough, Predicate<ConsumerRecord<String, byte[]>> counts, Duration atMost) {
    var counted = new Span(warmUp);
    readUntil(counts, enough, atMost, (record, visible) -> counted.add(visible.nanos()));
    return counted.rate();
  }

  /** From the first record that counts to the last. */
  static final class Span {
    private final long warmUp;
    private long seen;
    private long firstNanos = -1;
    private long lastNanos;
    private long afterFirst;
    private long allRecords;
    private long allBytes;

    Span(long warmUp) {
      this.warmUp = warmUp;
    }

    void add(long nanos) {
      if (seen++ < warmUp) {
        return;
      }
      if (firstNanos < 0) {
        firstNanos = nanos;
      }
      if (nanos > firstNanos) {
        afterFirst++;
      }
      lastNanos = nanos;
    }

    Rate rate() {
      return new Rate(afterFirst, Duration.ofNanos(Math.max(1, lastNanos - firstNanos)));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
