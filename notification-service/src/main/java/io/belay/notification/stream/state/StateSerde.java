package io.belay.notification.stream.state;

import io.belay.notification.domain.CaseNews;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptJoin.PartResult;
import io.belay.notification.domain.track.TrackedCase;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** The serdes of stores and internal topics. */
public final class StateSerde {
  private StateSerde() {}

  /** Value of the outbox store. */
  public static Serde<Outbox> outboxes() {
    return serde(OutboxBytes::write, OutboxBytes::read);
  }

  /** Value of the receipt store. */
  public static Serde<ReceiptHalf> receiptHalves() {
    return serde(ReceiptBytes::writeHalf, ReceiptBytes::readHalf);
  }

  /** Value of the internal topic that brings news of cases to their customer. */
  public static Serde<CaseNews> news() {
    return serde(FollowUpBytes::write, FollowUpBytes::read);
  }

  /** Value of the internal topic that brings receipts to their customer. */
  public static Serde<PartResult> partResults() {
    return serde(ReceiptBytes::writeResult, ReceiptBytes::readResult);
  }

  /** Value of the store of the customers' pages. */
  public static Serde<TrackedCase> trackedCases() {
    return serde(TrackedCaseBytes::write, TrackedCaseBytes::read);
  }

  /** Value of the store of check codes, and of the internal topic that brings them there. */
  public static Serde<IssuedCode> issuedCodes() {
    return serde(IssuedCodeBytes::write, IssuedCodeBytes::read);
  }

  private static <T> Serde<T> serde(Function<T, byte[]> write, Function<byte[], T> read) {
    Serializer<T> serializer = (topic, value) -> value == null ? null : write.apply(value);
    Deserializer<T> deserializer = (topic, bytes) -> bytes == null ? null : read.apply(bytes);
    return Serdes.serdeFrom(serializer, deserializer);
  }
}
