package io.belay.notification.domain;

import java.util.List;
import java.util.Set;

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
  record Refused(String reason, boolean retryable) implements SendResult {
    /** Its time was over before its turn came; it was not sent. */
    public static final Refused TOO_LATE = new Refused("send-too-late", false);

    /** It takes nothing right now because too much comes: not an error of the route. */
    public static final String THROTTLED = "throttled";

    /** The connection is gone; nothing left. */
    public static final String ROUTE_DOWN = "route-down";

    /** What no other route would take either: the fault lies in the message. */
    private static final Set<String> FAULTS_OF_THE_MESSAGE =
        Set.of("bad-address", "too-long", "not-sendable", "send-too-late");

    public boolean isThrottled() {
      return reason.equals(THROTTLED);
    }

    /** Whether another route might take it. */
    public boolean mayGoElsewhere() {
      return !FAULTS_OF_THE_MESSAGE.contains(reason);
    }
  }

  /**
   * It was sent, perhaps: no answer came.
   *
   * @param reason stable code
   */
  record Unknown(String reason) implements SendResult {}
}
