package io.belay.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * When records of a topic became visible to readers of committed data, without reading them
 * meanwhile: it asks for the topic's ends while something is measured and reads the records
 * afterwards. A reader would take its part of the processors from what it measures.
 */
final class CommittedTopic implements AutoCloseable {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(10);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Nothing new for so long: what was waited for is there, or will not come. */
  private static final Duration STILL_FOR = Duration.ofSeconds(2);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final BooleanSupplier writerIsAlive;
  private final Map<TopicPartition, Long> start;

  /** The topic's ends, and when they were asked for. */
  private record Look(Map<TopicPartition, Long> ends, long nanos) {
    long sum() {
      return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean shows(ConsumerRecord<String, byte[]> record) {
      return record.offset()
          < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }
  }

  /**
   * A topic from its end on.
   *
   * @param writerIsAlive false: nothing more will come, and waiting ends with an error
   */
  CommittedTopic(String bootstrapServers, String topic, BooleanSupplier writerIsAlive) {
    this.writerIsAlive = writerIsAlive;
    consumer = TopicReader.consumer(bootstrapServers);
    partitions = TopicReader.assignAll(consumer, topic);
    start = consumer.endOffsets(partitions);
  }

  /**
   * Waits for records that count and says at which rate they became visible, from the first to the
   * last of those there have to be. What shows at the same look as the first is not counted: it was
   * made before the clock was started.
   *
   * @throws IllegalStateException when there are not enough in time
   */
  TopicReader.Seen rateOfFirst(
      long enough, Predicate<ConsumerRecord<String, byte[]>> counts, Duration atMost) {
    var looks = looks(enough, atMost);
    start.forEach(consumer::seek);
    var span = new TopicReader.Span(0);
    long seen = 0;
    long records = 0;
    long bytes = 0;
    int[] at = new int[partitions.size()];
    List<Long> visible = new ArrayList<>();
    var last = looks.getLast();
    while (position() < last.sum()) {
      for (var record : consumer.poll(POLL)) {
        records++;
        bytes += record.serializedValueSize();
        if (last.shows(record) && counts.test(record)) {
          seen++;
          while (!looks.get(at[record.partition()]).shows(record)) {
            at[record.partition()]++;
          }
          visible.add(looks.get(at[record.partition()]).nanos());
        }
      }
    }
    if (seen < enough) {
      throw new IllegalStateException(
          "Expected %,d records in %s, but there are %,d"
              .formatted(enough, partitions.getFirst().topic(), seen));
    }
    visible.stream().sorted().limit(enough).forEach(span::add);
    return new TopicReader.Seen(span.rate(), records, bytes);
  }

  private long position() {
    return partitions.stream().mapToLong(consumer::position).sum();
  }

  /** Ends of the topic from the first look that shows something, until nothing comes any more. */
  private List<Look> looks(long enough, Duration atMost) {
    long first = start.values().stream().mapToLong(Long::longValue).sum();
    long end = System.nanoTime() + atMost.toNanos();
    List<Look> looks = new ArrayList<>();
    long sum = first;
    long changedAt = System.nanoTime();
    while (sum - first < enough || System.nanoTime() - changedAt < STILL_FOR.toNanos()) {
      if (System.nanoTime() > end || !writerIsAlive.getAsBoolean()) {
        throw new IllegalStateException(
            "Expected %,d records in %s within %d s, but there are at most %,d"
                .formatted(enough, partitions.getFirst().topic(), atMost.toSeconds(), sum - first));
      }
      var look = new Look(consumer.endOffsets(partitions), System.nanoTime());
      if (look.sum() > sum) {
        sum = look.sum();
        changedAt = look.nanos();
        looks.add(look);
      }
      pause();
    }
    return looks;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOKS_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for records", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
