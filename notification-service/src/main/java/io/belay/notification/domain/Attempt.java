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
 */
public record Attempt(
    int number,
    Channel channel,
    Instant startedAt,
    @Nullable Result result,
    @Nullable String reason,
    boolean lasting,
    @Nullable String route,
    int partsDelivered) {

  /** More parts than fit the bits are never sent. */
  public static final int MOST_PARTS = 31;

  static Attempt started(int number, Channel channel, Instant at) {
    return new Attempt(number, channel, at, null, null, false, null, 0);
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
        partsDelivered);
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
        partsDelivered | 1 << (part - 1));
  }

  boolean hasDelivered(int parts) {
    return Integer.bitCount(partsDelivered) == parts;
  }

  /** Identity of the attempt: the message, a slash, its number. */
  String idOf(String messageId) {
    return messageId + "/" + number;
  }
}
