package io.belay.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a record that cannot be taken: its bytes and headers as they were, where it
 * stood, and why. A broker checks the size of a compressed batch and a producer that of the bare
 * record, so there are records that nobody can write again: of these the letter says the position
 * and the size, and they lie in their topic alone.
 *
 * @param reason the code in its headers: the one given, or {@link #TOO_LARGE}
 */
public record DeadLetter(ProducerRecord<byte[], byte[]> record, String reason) {
  /** Reason of a letter without value and headers of its record. */
  public static final String TOO_LARGE = "too-large";

  /** Below the 1 MiB that a producer writes by default, with room for what a letter adds. */
  static final int MOST_BYTES = 1_000_000;

  /** Far above what any key of the contract has. */
  static final int MOST_KEY_BYTES = 1_000;

  /** What a record adds at most to the bytes of a header: the lengths of its name and value. */
  static final int LENGTHS_BYTES = 10;

  /**
   * The dead letter of a record.
   *
   * @param reason stable code, such as {@code unreadable}
   * @param failure simple class name of what went wrong
   */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> read, String reason, String failure) {
    boolean fits = bytesOf(read) <= MOST_BYTES;
    String said = fits ? reason : TOO_LARGE;
    var headers = fits ? new RecordHeaders(read.headers().toArray()) : new RecordHeaders();
    add(headers, DeadLetterHeaders.CLASS, failure);
    add(headers, DeadLetterHeaders.TOPIC, read.topic());
    add(headers, DeadLetterHeaders.PARTITION, Integer.toString(read.partition()));
    add(headers, DeadLetterHeaders.OFFSET, Long.toString(read.offset()));
    add(headers, DeadLetterHeaders.REASON, said);
    if (!fits) {
      add(headers, DeadLetterHeaders.VALUE_BYTES, Integer.toString(bytesOf(read.value())));
    }
    boolean keepsKey = fits || bytesOf(read.key()) <= MOST_KEY_BYTES;
    return new DeadLetter(
        new ProducerRecord<>(
            Topics.deadLettersOf(read.topic()),
            null,
            null,
            keepsKey ? read.key() : null,
            fits ? read.value() : null,
            headers),
        said);
  }

  private static long bytesOf(ConsumerRecord<byte[], byte[]> read) {
    long bytes = bytesOf(read.key()) + (long) bytesOf(read.value());
    for (var header : read.headers()) {
      bytes += bytesOf(header.key().getBytes(UTF_8)) + (long) bytesOf(header.value());
      bytes += LENGTHS_BYTES;
    }
    return bytes;
  }

  private static int bytesOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
