package io.belay.notification.channel;

import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import java.util.Optional;

/** A way to a gateway or mail server. */
public interface Route extends AutoCloseable {
  /** Name in outcomes, receipts and meters. */
  String name();

  /** Whether it can send right now; while it cannot, attempts stay in their topic. */
  boolean isUp();

  /** Under which registered sender it would go; empty where carriers do not count by sender. */
  default Optional<String> sender(Delivery delivery) {
    return Optional.empty();
  }

  /**
   * As how many messages gateway and carriers count it, from 1: a text message as its parts, as far
   * as the route sends so many.
   */
  default int parts(Delivery delivery) {
    return 1;
  }

  /** Sends one message; blocks until the answer is there or was waited for long enough. */
  SendResult send(Delivery delivery);

  /** Starts to connect, and keeps at it. */
  void start();

  @Override
  void close();
}
