package io.belay.notification.domain;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The channel to try next: of those the customer has and wants, and that can still carry this
 * message. Those that gave no answer come after the others; then, for a class that changes
 * channels, the one tried least; then the one the customer prefers. An address that does not exist
 * is no choice, but for a duty by law the last one.
 */
final class ChannelChoice {
  private final Outbox outbox;
  private final OutboxPolicy policy;
  private final Message message;

  ChannelChoice(Outbox outbox, OutboxPolicy policy, Message message) {
    this.outbox = outbox;
    this.policy = policy;
    this.message = message;
  }

  /** Empty when none is left. */
  Optional<Channel> next() {
    return wanted()
        .filter(channel -> !isExhausted(channel))
        .filter(channel -> isDuty() || outbox.suppression(channel).isEmpty())
        .min(order());
  }

  /** Whether there is none only because addresses do not exist. */
  boolean isSilencedByBounces() {
    return wanted().findAny().isPresent()
        && wanted().allMatch(channel -> outbox.suppression(channel).isPresent());
  }

  /** Attempts on a channel so far. */
  long tried(Channel channel) {
    return attemptsOn(channel).count();
  }

  private Stream<Channel> wanted() {
    var contact = outbox.contact();
    return contact == null
        ? Stream.empty()
        : contact.channels().stream()
            .filter(channel -> !contact.declines(channel, message.messageClass()));
  }

  private Comparator<Channel> order() {
    boolean changes = policy.of(message.messageClass()).changesChannel();
    // stable: what is equal keeps the customer's order
    return Comparator.<Channel, Boolean>comparing(
            channel -> outbox.suppression(channel).isPresent())
        .thenComparing(channel -> unknown(channel) > 0)
        .thenComparingLong(channel -> changes ? tried(channel) : 0);
  }

  /**
   * A channel that said a lasting no, that has or had the message, or that was tried enough, with
   * an answer or without.
   */
  private boolean isExhausted(Channel channel) {
    var rules = policy.of(message.messageClass());
    return tried(channel) >= rules.attempts()
        || unknown(channel) > rules.doubt().repeatsOnUnknown()
        || attemptsOn(channel)
            .anyMatch(
                each ->
                    each.lasting()
                        || each.result() == Result.ACCEPTED
                        || each.result() == Result.DELIVERED);
  }

  private long unknown(Channel channel) {
    return attemptsOn(channel).filter(each -> each.result() == Result.UNKNOWN).count();
  }

  private Stream<Attempt> attemptsOn(Channel channel) {
    return message.attempts().stream().filter(each -> each.channel() == channel);
  }

  private boolean isDuty() {
    return message.messageClass() == MessageClass.STATUTORY;
  }
}
