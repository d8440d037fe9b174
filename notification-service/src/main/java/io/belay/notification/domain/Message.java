package io.belay.notification.domain;

import io.belay.notification.domain.Gist.Telling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message to one customer and all that was tried.
 *
 * @param notAfter no attempt starts after this instant
 * @param attempts oldest first, up to {@value #MOST_ATTEMPTS}
 */
public record Message(
    String messageId,
    String caseId,
    String messageType,
    MessageClass messageClass,
    Instant decidedAt,
    Instant notAfter,
    Gist gist,
    List<Attempt> attempts,
    Stage stage) {

  /** More are not made: far above what a message's time and the pauses between attempts allow. */
  public static final int MOST_ATTEMPTS = 1_000;

  public Message {
    attempts = List.copyOf(attempts);
  }

  /** One that has just become due. */
  static Message of(FollowUp followUp, Instant notAfter, Instant now) {
    return new Message(
        followUp.messageId(),
        followUp.caseId(),
        followUp.messageType(),
        followUp.messageClass(),
        followUp.decidedAt(),
        notAfter,
        Gist.of(followUp),
        List.of(),
        new Stage.Held(followUp, now, Stage.Held.NEW));
  }

  Message in(Stage next) {
    return new Message(
        messageId, caseId, messageType, messageClass, decidedAt, notAfter, gist, attempts, next);
  }

  /** With other words, while it is held. */
  Message saying(FollowUp followUp, Stage.Held held) {
    return new Message(
        messageId,
        caseId,
        messageType,
        messageClass,
        decidedAt,
        notAfter,
        Gist.of(followUp),
        attempts,
        new Stage.Held(followUp, held.wakeAt(), held.reason()));
  }

  /** With the attempt of this number replaced, or added. */
  Message with(Attempt attempt) {
    var changed = new ArrayList<>(attempts);
    changed.removeIf(known -> known.number() == attempt.number());
    changed.add(attempt);
    changed.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return new Message(
        messageId, caseId, messageType, messageClass, decidedAt, notAfter, gist, changed, stage);
  }

  /** What the customer knows once it has arrived: itself, or all a digest says. */
  public List<Telling> tellings() {
    return gist.digestOf().isEmpty()
        ? List.of(new Telling(messageId, caseId, messageType))
        : gist.digestOf();
  }

  /** The case progress it stands in; rises within a case. */
  long sequence() {
    return Long.parseLong(messageId.substring(caseId.length() + 1).split("/", 2)[0]);
  }

  boolean isOpen() {
    return stage instanceof Stage.Open;
  }

  /** Whether it waits, and nothing that was tried may still arrive. */
  boolean isUnsent() {
    return (stage instanceof Stage.AwaitingContact || stage instanceof Stage.Held)
        && attempts.stream().noneMatch(Attempt::mayHaveArrived);
  }

  /** Whether it was decided, or turned out, that it says nothing to the customer. */
  boolean isSilent() {
    return stage instanceof Stage.Finished over && over.result().isSilent();
  }

  /** Whether an attempt that counted as told came back. */
  boolean cameBack() {
    return attempts.stream().anyMatch(Attempt::cameBack);
  }

  Optional<Attempt> attempt(int number) {
    return attempts.stream().filter(attempt -> attempt.number() == number).findFirst();
  }

  boolean hasMostAttempts() {
    return attempts.size() >= MOST_ATTEMPTS;
  }

  Optional<Attempt> latestOn(Channel channel) {
    return attempts.reversed().stream().filter(each -> each.channel() == channel).findFirst();
  }

  /** The route that the latest attempt on this channel took in vain; null: none did. */
  @Nullable String failedRoute(Channel channel) {
    return latestOn(channel).filter(Attempt::isFailed).map(Attempt::route).orElse(null);
  }

  /**
   * Since when only the way to its first gateway keeps it, where it is handed over now; null: a
   * gateway was asked before, or courtesy or a contact that nobody told kept it.
   */
  @Nullable Instant waitsForGatewaySince(Instant now) {
    if (attempts.isEmpty()) {
      return stage instanceof Stage.Held held && held.isNew() ? now : null;
    }
    // between two attempts of a routine one there may be a night
    boolean neverAsked = attempts.stream().allMatch(Attempt::isGivenBack);
    return neverAsked && messageClass != MessageClass.ROUTINE
        ? attempts.getFirst().startedAt()
        : null;
  }

  /** Since when it waits for a dispatcher to send it; what is given back waits on. */
  Instant waitsForDispatchSince() {
    var since = decidedAt;
    for (var attempt : attempts.reversed()) {
      if (attempt.result() != null && !attempt.isGivenBack()) {
        break;
      }
      since = attempt.startedAt();
    }
    return since;
  }

  /** Whether this attempt is the one whose outcome the message waits for. */
  boolean waitsFor(Attempt attempt) {
    return (stage instanceof Stage.OnItsWay || stage instanceof Stage.AtGateway)
        && attempt.number() == attempts.size();
  }
}
