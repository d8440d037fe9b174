package io.belay.notification.domain;

import io.belay.notification.domain.Stage.Held;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The channel to try next: of those the customer has and wants, and that can still carry this
 * message. Those that gave no answer, while a receipt may still come, are after the others; then,
 * for a class that changes channels and for what ran out of time on one, the one tried least; then
 * the one that ran out of time least often; then the one the customer prefers. An address that does
 * not exist is no choice, but for a duty by law the last one.
 */
final class ChannelChoice {
  private final Outbox outbox;
  private final OutboxPolicy policy;
  private final Message message;
  private final Instant now;

  ChannelChoice(Ruling ruling, Message message) {
    this.outbox = ruling.outbox();
    this.policy = ruling.policy();
    this.message = message;
    this.now = ruling.now();
  }

  /** Empty when none is left. */
  Optional<Channel> next() {
    return wanted()
        .filter(policy.channels()::contains)
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

  /** Whether none of the channels that the customer has and wants has a route. */
  boolean isWithoutRoute() {
    return wanted().noneMatch(policy.channels()::contains);
  }

  private Stream<Channel> wanted() {
    var contact = outbox.contact();
    return contact == null
        ? Stream.empty()
        : contact.channels().stream()
            .filter(channel -> !contact.declines(channel, message.messageClass()));
  }

  private Comparator<Channel> order() {
    boolean changes = policy.of(message.messageClass()).changesChannel() || ranOutOfTime();
    // stable: what is equal keeps the customer's order
    return Comparator.<Channel, Boolean>comparing(
            channel -> outbox.suppression(channel).isPresent())
        .thenComparing(this::isInDoubt)
        .thenComparingLong(channel -> changes ? tried(channel) : 0)
        .thenComparingLong(channel -> changes ? expired(channel) : 0);
  }

  /** What waited for quiet hours to end begins anew on the channel the customer prefers. */
  private boolean ranOutOfTime() {
    boolean isMorning =
        message.stage() instanceof Held held && held.reason().equals(Held.QUIET_HOURS);
    return !isMorning && message.attempts().stream().anyMatch(Attempt::isGivenBack);
  }

  private boolean isInDoubt(Channel channel) {
    var receiptWithin = policy.of(message.messageClass()).receiptWithin();
    return attemptsOn(channel)
        .filter(each -> each.result() == Result.UNKNOWN)
        .anyMatch(each -> each.startedAt().plus(receiptWithin).isAfter(now));
  }

  /** A channel that said a lasting no, that has or had the message, or gave no answer too often. */
  private boolean isExhausted(Channel channel) {
    var rules = policy.of(message.messageClass());
    return unknown(channel) > rules.doubt().repeatsOnUnknown()
        || attemptsOn(channel)
            .anyMatch(
                each ->
                    each.lasting()
                        || each.result() == Result.ACCEPTED
                        || each.result() == Result.DELIVERED);
  }

  private long expired(Channel channel) {
    return attemptsOn(channel).filter(Attempt::isGivenBack).count();
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
