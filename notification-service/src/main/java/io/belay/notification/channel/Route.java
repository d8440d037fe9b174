package io.belay.notification.channel;

import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;

/** A way to a gateway or mail server. */
public interface Route extends AutoCloseable {
  /** Name in outcomes, receipts and meters. */
  String name();

  /** Whether it can send right now; while it cannot, attempts stay in their topic. */
  boolean isUp();

  /** Sends one message; blocks until the answer is there or was waited for long enough. */
  SendResult send(Delivery delivery);

  /** Starts to connect, and keeps at it. */
  void start();

  @Override
  void close();
}
