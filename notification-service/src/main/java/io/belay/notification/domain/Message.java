package io.belay.notification.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message to one customer and all that was tried.
 *
 * @param notAfter no attempt starts after this instant
 * @param attempts oldest first
 */
public record Message(
    String messageId,
    String caseId,
    String messageType,
    MessageClass messageClass,
    Instant decidedAt,
    Instant notAfter,
    List<Attempt> attempts,
    Stage stage) {

  public Message {
    attempts = List.copyOf(attempts);
  }

  Message in(Stage next) {
    return new Message(
        messageId, caseId, messageType, messageClass, decidedAt, notAfter, attempts, next);
  }

  /** With the attempt of this number replaced, or added. */
  Message with(Attempt attempt) {
    var changed = new ArrayList<>(attempts);
    changed.removeIf(known -> known.number() == attempt.number());
    changed.add(attempt);
    changed.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return new Message(
        messageId, caseId, messageType, messageClass, decidedAt, notAfter, changed, stage);
  }

  boolean isOpen() {
    return stage instanceof Stage.Open;
  }

  Optional<Attempt> attempt(int number) {
    return attempts.stream().filter(attempt -> attempt.number() == number).findFirst();
  }

  /** Whether this attempt is the one whose outcome the message waits for. */
  boolean waitsFor(Attempt attempt) {
    return (stage instanceof Stage.OnItsWay || stage instanceof Stage.AtGateway)
        && attempt.number() == attempts.size();
  }
}
