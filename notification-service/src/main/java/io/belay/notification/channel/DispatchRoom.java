package io.belay.notification.channel;

import io.belay.notification.MessageSpans;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.domain.Outgoing.Delivery;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What every dispatcher works with; it makes its own consumer and deserialiser, which know one
 * thread.
 */
public record DispatchRoom(
    Supplier<Consumer<byte[], byte[]>> consumers,
    Supplier<Deserializer<Delivery>> deserializers,
    DispatchReports reports,
    NotificationMetrics metrics,
    InstantSource clock,
    MessageSpans spans) {

  /** Without spans of its own. */
  public DispatchRoom(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<Deserializer<Delivery>> deserializers,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    this(consumers, deserializers, reports, metrics, clock, MessageSpans.NONE);
  }
}
