package io.belay.notification.stream;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Puts what comes by a topic ahead of whatever else its task has fetched: Kafka Streams takes the
 * oldest first, and to it these are older by decades. Whoever takes them gives them their time back
 * with {@link #itsTime} before anything is written: segments of changelogs are rolled and cleaned
 * by it.
 */
final class Ahead implements TimestampExtractor {
  private static final long BY_MILLIS = Duration.ofDays(9_000).toMillis();

  /** As the stream sees the time of a record. */
  static long of(long timestamp) {
    return Math.max(0, timestamp - BY_MILLIS);
  }

  /** The time of a record that went ahead. */
  static long itsTime(long timestamp) {
    return timestamp + BY_MILLIS;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return of(record.timestamp());
  }
}
