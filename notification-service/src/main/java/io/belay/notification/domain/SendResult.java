package io.belay.notification.domain;

import java.util.List;

/** What came back from a gateway or mail server: one of three, and nothing in between. */
public sealed interface SendResult {

  /**
   * It took the message.
   *
   * @param gatewayMessageIds one a part, in order, in the route's normal form; empty where the
   *     channel has no receipts
   */
  record Accepted(List<String> gatewayMessageIds) implements SendResult {
    public Accepted {
      gatewayMessageIds = List.copyOf(gatewayMessageIds);
    }
  }

  /**
   * It certainly did not take the message.
   *
   * @param reason stable code
   * @param retryable the refusal may not last
   */
  record Refused(String reason, boolean retryable) implements SendResult {}

  /**
   * It was sent, perhaps: no answer came.
   *
   * @param reason stable code
   */
  record Unknown(String reason) implements SendResult {}
}
