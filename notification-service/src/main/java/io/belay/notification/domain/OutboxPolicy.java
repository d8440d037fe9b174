package io.belay.notification.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the outbox is told by settings.
 *
 * @param messageTypes the types there are texts for
 * @param contactWait how long a message waits for a contact, at most
 * @param openMessages messages of one customer that may wait or be on their way at once
 * @param keptMessages finished messages of one customer that are kept to be shown
 * @param answerWithin an attempt that ends unanswered is unknown so long after its last moment
 * @param retryFirst pause before the first repeat on a channel; doubles each time
 * @param retryLongest bound of that pause
 */
public record OutboxPolicy(
    Set<String> messageTypes,
    Duration contactWait,
    int openMessages,
    int keptMessages,
    Duration answerWithin,
    Duration retryFirst,
    Duration retryLongest,
    Map<MessageClass, ClassPolicy> byClass,
    Places places) {

  /** Cases of one customer whose last sequence is remembered, so that a repeat is seen. */
  public static final int REMEMBERED_CASES = 200;

  public OutboxPolicy {
    messageTypes = Set.copyOf(messageTypes);
    byClass = Map.copyOf(byClass);
    for (var messageClass : MessageClass.values()) {
      if (!byClass.containsKey(messageClass)) {
        throw new IllegalArgumentException(
            "Expected a policy for messages of class " + messageClass);
      }
    }
  }

  /**
   * What differs by class.
   *
   * @param validFor how long a message says something, when the follow-up does not tell
   * @param sendWithin how long a dispatcher may keep an attempt before it starts to send it
   * @param attempts attempts on one channel, at most
   * @param receiptWithin how long a receipt is waited for after the gateway took the message
   * @param changesChannel after a failed or unconfirmed attempt the other channel is tried
   */
  public record ClassPolicy(
      Duration validFor,
      Duration sendWithin,
      int attempts,
      Duration receiptWithin,
      boolean changesChannel) {}

  ClassPolicy of(MessageClass messageClass) {
    var policy = byClass.get(messageClass);
    if (policy == null) {
      throw new IllegalStateException("Expected a policy for messages of class " + messageClass);
    }
    return policy;
  }
}
