package io.belay.notification.stream;

import io.belay.notification.MessageSpans;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.domain.OutboxInput;
import io.belay.notification.domain.OutboxPolicy;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.rendering.MessageTexts;
import org.apache.kafka.streams.processor.api.Processor;

/** What every outbox processor works with. */
public record OutboxRoom(
    OutboxPolicy policy, MessageTexts texts, NotificationMetrics metrics, MessageSpans spans) {

  /** Without spans of its own. */
  public OutboxRoom(OutboxPolicy policy, MessageTexts texts, NotificationMetrics metrics) {
    this(policy, texts, metrics, MessageSpans.NONE);
  }

  Processor<String, OutboxInput, String, Outgoing> processor() {
    return new OutboxProcessor(this);
  }
}
