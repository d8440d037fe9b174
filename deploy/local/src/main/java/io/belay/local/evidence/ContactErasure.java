package io.belay.local.evidence;

import static io.belay.local.evidence.PartitionReading.key;

import io.belay.contract.ContactKeys;
import io.belay.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether a customer's contact data is erased: for both keys it may lie under, the last record is a
 * tombstone, or there never was one. Compaction takes the bytes before it from disk within the
 * topic's {@code max.compaction.lag.ms} of a day; the outbox restricts it at once and forgets it
 * when no duty by law may need it. A dead letter of a contact nobody could read lies where
 * operators find it until its time is over.
 */
public final class ContactErasure {
  private static final String LETTERS = Topics.deadLettersOf(Topics.CUSTOMER_CONTACTS);
  private static final Duration COMPACTED_WITHIN = Duration.ofDays(1);

  /** The letters' 7 days, one until their segment is closed, and one for the broker's rounds. */
  private static final Duration LETTER_GONE_WITHIN = Duration.ofDays(9);

  private final Map<String, Object> client;

  /**
   * @param client settings of a Kafka client that may read {@code customer-contacts} and its dead
   *     letters
   */
  public ContactErasure(Map<String, Object> client) {
    this.client = Map.copyOf(client);
  }

  /**
   * A statement for each key, and for each dead letter that is left, ready to be signed.
   *
   * @throws IllegalStateException when data is still there, or nothing ever was erased
   */
  public List<Map<String, Object>> proof(String customerId, String by, Instant now) {
    var header = new LinkedHashMap<String, Object>();
    header.put("belay-erasure", 1);
    header.put("customerId", customerId);
    header.put("statedAt", now.toString());
    header.put("statedBy", by);
    var lines = new ArrayList<Map<String, Object>>(List.of(header));
    var letters = new ArrayList<Map<String, Object>>();
    try (var reading = new PartitionReading(client, Instant.EPOCH)) {
      for (var key : List.of(ContactKeys.told(customerId), ContactKeys.atOpening(customerId))) {
        reading
            .read(LETTERS, key, record -> key(record).equals(key) && record.value() != null)
            .found()
            .forEach(letter -> letters.add(Map.of("deadLetter", letter(letter))));
        var found =
            reading.read(Topics.CUSTOMER_CONTACTS, customerId, record -> key(record).equals(key));
        if (!found.found().isEmpty()) {
          lines.add(Map.of("erased", tombstone(customerId, found.found().getLast())));
        }
        header.put("readTo", found.to());
      }
    }
    if (lines.size() == 1) {
      throw new IllegalStateException(
          "expected contact data of '%s' to have been erased, but there is no trace of any"
              .formatted(customerId));
    }
    lines.addAll(letters);
    return lines;
  }

  private static Map<String, Object> tombstone(
      String customerId, ConsumerRecord<byte[], byte @Nullable []> last) {
    if (last.value() != null) {
      throw new IllegalStateException(
          "expected contact data of '%s' to be erased, but %s/%d@%d still holds some"
              .formatted(customerId, last.topic(), last.partition(), last.offset()));
    }
    var at = Instant.ofEpochMilli(last.timestamp());
    var line = place(last);
    line.put("erasedAt", at.toString());
    line.put("offDiskBy", at.plus(COMPACTED_WITHIN).toString());
    return line;
  }

  private static Map<String, Object> letter(ConsumerRecord<byte[], byte[]> letter) {
    var line = place(letter);
    line.put(
        "offDiskBy", Instant.ofEpochMilli(letter.timestamp()).plus(LETTER_GONE_WITHIN).toString());
    return line;
  }

  private static Map<String, Object> place(ConsumerRecord<byte[], byte @Nullable []> record) {
    var line = new LinkedHashMap<String, Object>();
    line.put("topic", record.topic());
    line.put("partition", record.partition());
    line.put("offset", record.offset());
    line.put("kind", ContactKeys.isAtOpening(key(record)) ? "at opening" : "told");
    return line;
  }
}
