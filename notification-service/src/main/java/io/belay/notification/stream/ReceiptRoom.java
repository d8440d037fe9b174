package io.belay.notification.stream;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptJoin.PartResult;
import io.belay.notification.domain.ReceiptPatience;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * What every receipt processor works with.
 *
 * @param patience how long a half waits for the other
 */
public record ReceiptRoom(ReceiptPatience patience, NotificationMetrics metrics) {
  Processor<String, ReceiptHalf, String, PartResult> processor() {
    return new ReceiptProcessor(this);
  }
}
