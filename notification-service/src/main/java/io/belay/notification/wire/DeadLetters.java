package io.belay.notification.wire;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the dead letter of a record nobody can read: its bytes, where it stood, and why. */
public final class DeadLetters {
  private static final String UNREADABLE = "unreadable";

  private DeadLetters() {}

  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, Exception reason) {
    var headers = new RecordHeaders();
    headers.add(DeadLetterHeaders.CLASS, bytes(reason.getClass().getSimpleName()));
    headers.add(DeadLetterHeaders.TOPIC, bytes(record.topic()));
    headers.add(DeadLetterHeaders.PARTITION, bytes(Integer.toString(record.partition())));
    headers.add(DeadLetterHeaders.OFFSET, bytes(Long.toString(record.offset())));
    headers.add(DeadLetterHeaders.REASON, bytes(UNREADABLE));
    return new ProducerRecord<>(
        Topics.deadLettersOf(record.topic()), null, record.key(), record.value(), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
