package io.belay.notification.wire;

import io.belay.contract.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the dead letter of a record nobody can read: its bytes, where it stood, and why. */
public final class DeadLetters {
  private static final String UNREADABLE = "unreadable";

  private DeadLetters() {}

  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record, Exception reason) {
    return DeadLetter.of(record, UNREADABLE, reason.getClass().getSimpleName());
  }
}
