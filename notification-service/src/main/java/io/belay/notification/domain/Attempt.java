package io.belay.notification.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to send a message on one channel.
 *
 * @param number from 1
 * @param result null while no outcome is known
 * @param reason stable code of the reason
 * @param lasting a refusal that a repeat on the same channel would not change
 * @param partsDelivered bit n: a receipt proves that part n+1 arrived
 * @param template version of the texts it was put into words by; null: not known
 */
public record Attempt(
    int number,
    Channel channel,
    Instant startedAt,
    @Nullable Result result,
    @Nullable String reason,
    boolean lasting,
    @Nullable String route,
    int partsDelivered,
    @Nullable String template) {

  /** More parts than fit the bits are never sent. */
  public static final int MOST_PARTS = 31;

  /** Nobody said in time what became of it. */
  private static final String NO_OUTCOME = "no-outcome";

  /** How reasons begin that a receipt or a bounce gave. */
  public static final String BY_RECEIPT = "receipt-";

  static Attempt started(int number, Channel channel, Instant at, String template) {
    return new Attempt(number, channel, at, null, null, false, null, 0, template);
  }

  Attempt ended(Result result, @Nullable String reason, boolean lasting, @Nullable String route) {
    return new Attempt(
        number,
        channel,
        startedAt,
        result,
        reason,
        lasting,
        route == null ? this.route : route,
        partsDelivered,
        template);
  }

  /** It is over, and nobody said what became of it. */
  Attempt unanswered() {
    return ended(Result.UNKNOWN, NO_OUTCOME, false, null);
  }

  Attempt partDelivered(int part) {
    return new Attempt(
        number,
        channel,
        startedAt,
        result,
        reason,
        lasting,
        route,
        partsDelivered | 1 << (part - 1),
        template);
  }

  boolean hasDelivered(int parts) {
    return Integer.bitCount(partsDelivered) == parts;
  }

  /** Whether it was refused, or no answer came. */
  boolean isFailed() {
    return result == Result.REFUSED || result == Result.UNKNOWN;
  }

  /** Whether its time was over before a gateway was asked. */
  boolean isGivenBack() {
    return result == Result.EXPIRED;
  }

  /** Whether it is unknown only because nobody said what became of it. */
  boolean isUnanswered() {
    return result == Result.UNKNOWN && NO_OUTCOME.equals(reason);
  }

  boolean mayHaveArrived() {
    return result == Result.UNKNOWN || result == Result.ACCEPTED || result == Result.DELIVERED;
  }

  /** Whether it counted as told, since its channel proves nothing, and came back. */
  boolean cameBack() {
    return !channel.hasReceipts()
        && result == Result.REFUSED
        && reason != null
        && reason.startsWith(BY_RECEIPT);
  }

  /** Whether its address does not exist: nothing that is sent there will ever arrive. */
  boolean cameBackForGood() {
    return cameBack() && (BY_RECEIPT + "undelivered").equals(reason);
  }

  /** Identity of the attempt: the message, a slash, its number. */
  String idOf(String messageId) {
    return messageId + "/" + number;
  }
}
