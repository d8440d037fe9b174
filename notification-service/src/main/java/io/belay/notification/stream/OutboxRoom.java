package io.belay.notification.stream;

import io.belay.notification.MessageSpans;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.rendering.MessageTexts;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * What every outbox processor works with.
 *
 * @param answersFirst for so long after an outbox was taken over nothing in it is due: the answers
 *     and receipts that came meanwhile are read before any is missed
 */
public record OutboxRoom(
    OutboxPolicy policy,
    Duration answersFirst,
    CaughtUp caughtUp,
    MessageTexts texts,
    NotificationMetrics metrics,
    MessageSpans spans) {

  /** Without spans of its own, and with nothing that came meanwhile or waits to be read. */
  public OutboxRoom(OutboxPolicy policy, MessageTexts texts, NotificationMetrics metrics) {
    this(policy, Duration.ZERO, CaughtUp.ALWAYS, texts, metrics, MessageSpans.NONE);
  }

  Processor<String, OutboxInput, String, Outgoing> processor() {
    return new OutboxProcessor(this);
  }
}
