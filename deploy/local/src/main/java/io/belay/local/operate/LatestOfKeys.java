package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which dead letters are of a record that is still the last one of its key. A compacted topic keeps
 * the last one for good: what a newer one or an erasure came after must not be written again.
 */
final class LatestOfKeys {
  private final Set<Origin> latest;

  /** Where the record of a letter stands, or stood. */
  private record Origin(int partition, long offset) {}

  private LatestOfKeys(Collection<Origin> latest) {
    this.latest = Set.copyOf(latest);
  }

  /** Reads the letters of a topic, and of the topic what came after them. */
  static LatestOfKeys of(String topic, TopicReading topics) {
    var keys = new HashSet<ByteBuffer>();
    var from = new HashMap<Integer, Long>();
    topics.each(
        Topics.deadLettersOf(topic),
        letter ->
            origin(letter)
                .ifPresent(
                    origin -> {
                      keys.add(ByteBuffer.wrap(letter.key()));
                      from.merge(origin.partition(), origin.offset(), Math::min);
                    }));
    var latest = new HashMap<ByteBuffer, Origin>();
    topics.each(
        topic,
        from,
        record -> {
          var key = ByteBuffer.wrap(record.key());
          if (keys.contains(key)) {
            latest.put(key, new Origin(record.partition(), record.offset()));
          }
        });
    return new LatestOfKeys(latest.values());
  }

  /** Whether nothing came after the letter's record; false, too, where the letter does not tell. */
  boolean has(ConsumerRecord<byte[], byte[]> letter) {
    return origin(letter).filter(latest::contains).isPresent();
  }

  private static Optional<Origin> origin(ConsumerRecord<byte[], byte[]> letter) {
    return number(letter, DeadLetterHeaders.PARTITION)
        .filter(partition -> letter.key() != null)
        .flatMap(
            partition ->
                number(letter, DeadLetterHeaders.OFFSET)
                    .map(offset -> new Origin(partition.intValue(), offset)));
  }

  private static Optional<Long> number(ConsumerRecord<byte[], byte[]> letter, String header) {
    return Optional.ofNullable(letter.headers().lastHeader(header))
        .map(found -> new String(found.value(), UTF_8))
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }
}
