package io.belay.notification.domain;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * What the outbox is told by settings.
 *
 * @param channels those that have a route at all
 * @param bounceReasons reasons of a lasting refusal that mean the address does not exist
 * @param contactWait how long a message waits for a contact, at most
 * @param openMessages messages of one customer that may wait or be on their way at once; as many
 *     urgent ones, and duties by law, come on top
 * @param keptMessages finished messages of one customer that are kept to be shown
 * @param validAtLeast types that say something for so long, also where their class does not
 */
public record OutboxPolicy(
    Texts texts,
    Set<Channel> channels,
    Set<String> bounceReasons,
    Duration contactWait,
    Erasure erasure,
    int openMessages,
    int keptMessages,
    Retries retries,
    Map<MessageClass, ClassPolicy> byClass,
    Map<String, Duration> validAtLeast,
    Places places,
    Courtesies courtesies) {

  /** Cases of one customer, or lines of news about them, remembered so that a repeat is seen. */
  public static final int REMEMBERED_CASES = 200;

  public OutboxPolicy {
    channels = Set.copyOf(channels);
    bounceReasons = Set.copyOf(bounceReasons);
    byClass = Map.copyOf(byClass);
    validAtLeast = Map.copyOf(validAtLeast);
    for (var messageClass : MessageClass.values()) {
      if (!byClass.containsKey(messageClass)) {
        throw new IllegalArgumentException(
            "Expected a policy for messages of class " + messageClass);
      }
    }
  }

  /**
   * When a contact that is to be forgotten, and that no duty by law needs, is.
   *
   * @param after so long after the erasure was read, or the last duty ended, at least
   * @param atLatest so long after it at most, also where what was decided before was not read
   */
  public record Erasure(Duration after, Duration atLatest) {}

  /**
   * Repeats.
   *
   * @param answerWithin an attempt that ends unanswered is unknown so long after its last moment
   * @param first pause before the first repeat on a channel; doubles each time
   */
  public record Retries(Duration answerWithin, Duration first) {}

  /**
   * What differs by class.
   *
   * @param validFor how long a message says something, when neither its follow-up nor its type does
   * @param sendWithin how long a dispatcher may keep an attempt before it starts to send it
   * @param retryLongest bound of the pause before a repeat on a channel
   * @param receiptWithin how long a receipt is waited for after the gateway took the message
   * @param changesChannel after a refused attempt the channel tried least is next, rather than the
   *     preferred one again
   */
  public record ClassPolicy(
      Duration validFor,
      Duration sendWithin,
      Duration retryLongest,
      Duration receiptWithin,
      boolean changesChannel,
      Doubt doubt) {}

  /**
   * What is done about an attempt that perhaps arrived.
   *
   * @param otherChannelOnUnknown no answer came: the other channel is tried
   * @param repeatsOnUnknown how often one channel that did not answer is tried again, though the
   *     customer may then read it twice
   * @param otherChannelWithoutReceipt the gateway took it, and no receipt came in time
   */
  public record Doubt(
      boolean otherChannelOnUnknown, int repeatsOnUnknown, boolean otherChannelWithoutReceipt) {
    public Doubt {
      if (repeatsOnUnknown > 0 && !otherChannelOnUnknown) {
        throw new IllegalArgumentException(
            "Expected that what is sent again on a channel without an answer is sent on the other"
                + " channel first");
      }
    }
  }

  /**
   * How long an outcome is waited for. A dispatcher comes to attempts in the order of their lane:
   * who stands there may be kept as long as those before it.
   */
  Duration outcomeWithin(MessageClass messageClass) {
    var longest =
        byClass.entrySet().stream()
            .filter(each -> each.getKey().lane() == messageClass.lane())
            .map(each -> each.getValue().sendWithin())
            .max(Comparator.naturalOrder());
    return longest.orElseThrow().plus(retries.answerWithin());
  }

  /** How long a message says something, when its follow-up does not tell. */
  Duration validFor(FollowUp followUp) {
    var ofClass = of(followUp.messageClass()).validFor();
    var ofType = validAtLeast.getOrDefault(followUp.messageType(), Duration.ZERO);
    return ofType.compareTo(ofClass) > 0 ? ofType : ofClass;
  }

  ClassPolicy of(MessageClass messageClass) {
    var policy = byClass.get(messageClass);
    if (policy == null) {
      throw new IllegalStateException("Expected a policy for messages of class " + messageClass);
    }
    return policy;
  }
}
