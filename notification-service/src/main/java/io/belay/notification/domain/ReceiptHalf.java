package io.belay.notification.domain;

import java.time.Instant;

/**
 * Either half of a delivery's proof; they meet by route and gateway message id, in either order.
 */
public sealed interface ReceiptHalf {
  /** When it was said. */
  Instant at();

  /**
   * The gateway took a part of a message.
   *
   * @param part 1 … parts
   */
  record Taken(AttemptRef ref, Channel channel, int part, int parts, Instant at)
      implements ReceiptHalf {}

  /**
   * The gateway reported what became of a part.
   *
   * @param state in lower case, such as delivered
   */
  record Receipt(State kind, String state, Instant at) implements ReceiptHalf {}

  /** What a receipt's state means. */
  enum State {
    DELIVERED,
    /** It will never arrive. */
    FAILED,
    /** Not final; another receipt follows. */
    UNDER_WAY
  }
}
