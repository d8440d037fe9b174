package io.belay.local;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads partitions up to an end, and waits for none that does not come. */
public final class ToTheEnd {
  private static final Duration POLL = Duration.ofMillis(500);

  private ToTheEnd() {}

  /**
   * Reads on from where the consumer stands. What was appended after an end may come, too.
   *
   * @param ends of the partitions that the consumer was assigned
   * @param patience how long nothing may come
   * @throws TimeoutException when nothing came for so long: the broker may have gone away
   */
  public static <K, V> void read(
      KafkaConsumer<K, V> consumer,
      Map<TopicPartition, Long> ends,
      Duration patience,
      Consumer<ConsumerRecord<K, V>> reader) {
    long left = left(consumer, ends);
    long lastCame = System.nanoTime();
    while (left > 0) {
      consumer.poll(POLL).forEach(reader);
      long now = left(consumer, ends);
      if (now < left) {
        lastCame = System.nanoTime();
      } else if (System.nanoTime() - lastCame > patience.toNanos()) {
        throw new TimeoutException(
            "nothing came for %d s, though the end is %d records away"
                .formatted(patience.toSeconds(), now));
      }
      left = now;
    }
  }

  /** Offsets up to the ends; marks of transactions are passed without a record. */
  private static long left(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
