package io.belay.notification.domain;

import io.belay.notification.domain.Stage.AwaitingContact;
import io.belay.notification.domain.Stage.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is said now, later or not at all out of courtesy. Urgent messages and duties by law know
 * none.
 */
final class CourtesyRules {
  private final Outbox outbox;
  private final OutboxPolicy policy;
  private final Instant now;

  CourtesyRules(Ruling ruling) {
    this.outbox = ruling.outbox();
    this.policy = ruling.policy();
    this.now = ruling.now();
  }

  /** Why the customer is not told at all, as a stable code; empty where nothing speaks against. */
  Optional<String> silences(Message message, FollowUp followUp) {
    if (message.messageClass() == MessageClass.STATUTORY) {
      return Optional.empty();
    }
    var courtesy = policy.courtesies().of(followUp.market());
    if (isSaid(message, courtesy.sameWithin(), message.gist()::saysTheSameAs)) {
      return Optional.of("duplicate");
    }
    var incident = followUp.incidentId();
    boolean told =
        incident != null
            && outbox.messages().stream()
                .filter(other -> !other.caseId().equals(message.caseId()))
                .filter(other -> other.messageType().equals(message.messageType()))
                .anyMatch(
                    other ->
                        incident.equals(other.gist().incidentId())
                            && isRecent(other, message, courtesy.incidentWithin()));
    return told ? Optional.of("incident-told") : Optional.empty();
  }

  /** Whether a message of the same case, of this type, makes the other say nothing any more. */
  boolean supersedes(FollowUp newer, Message older) {
    boolean inTime =
        older.messageClass() != MessageClass.URGENT || newer.messageClass() != MessageClass.ROUTINE;
    return inTime
        && older.caseId().equals(newer.caseId())
        && supersedes(newer.messageType(), older);
  }

  /** Whether it makes this, which a digest was to say, say nothing any more. */
  boolean saysMore(FollowUp newer, FollowUp item) {
    return item.caseId().equals(newer.caseId())
        && item.sequence() < newer.sequence()
        && policy.courtesies().supersededBy(newer.messageType()).contains(item.messageType());
  }

  /** Whether a newer message of its case, that was said or is to be, says what it would have. */
  boolean isSaidByNewer(Message late) {
    return outbox.messages().stream()
        .filter(newer -> newer.caseId().equals(late.caseId()))
        .filter(newer -> newer.sequence() > late.sequence())
        .filter(newer -> tells(newer) && isInTimeFor(newer, late))
        .anyMatch(newer -> supersedes(newer.messageType(), late));
  }

  /** Whether a newer message of that type about the same case says what this one would have. */
  private boolean supersedes(String newerType, Message older) {
    return older.isUnsent()
        && older.messageClass() != MessageClass.STATUTORY
        && policy.courtesies().supersededBy(newerType).contains(older.messageType());
  }

  /** What it waits for; empty where it may go now. */
  Optional<Held> hold(Message message, FollowUp followUp, Contact contact) {
    if (message.messageClass() != MessageClass.ROUTINE) {
      return Optional.empty();
    }
    var courtesy = policy.courtesies().of(followUp.market());
    var quiet = courtesy.quietHoursOf(contact);
    var zone = policy.places().of(contact, followUp.market()).zone();
    var awake = quiet == null ? now : quiet.endOfQuiet(now, zone);
    if (awake.isAfter(now)) {
      return held(message, followUp, awake, Held.QUIET_HOURS);
    }
    boolean atOnce = policy.courtesies().atOnce().contains(message.messageType());
    if (atOnce || !message.attempts().isEmpty()) {
      return Optional.empty();
    }
    var free = courtesy.freeAt(outbox.sends(), now);
    if (free.isAfter(now)) {
      return held(message, followUp, free, Held.FREQUENCY_CAP);
    }
    boolean waits = courtesy.collectFor().isPositive() && isFresh(message);
    return waits
        ? held(message, followUp, collectedAt(courtesy.collectFor()), Held.COLLECTING)
        : Optional.empty();
  }

  private static Optional<Held> held(
      Message message, FollowUp followUp, Instant until, String reason) {
    var end = until.isBefore(message.notAfter()) ? until : message.notAfter();
    return Optional.of(new Held(followUp, end, reason));
  }

  /** Together with what waits already. */
  private Instant collectedAt(Duration collectFor) {
    return outbox.messages().stream()
        .filter(other -> other.stage() instanceof Held held && isCollecting(held))
        .map(other -> ((Held) other.stage()).wakeAt())
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(now.plus(collectFor));
  }

  private static boolean isCollecting(Held held) {
    return held.reason().equals(Held.COLLECTING);
  }

  private static boolean isFresh(Message message) {
    return message.gist().digestOf().isEmpty()
        && (message.stage() instanceof AwaitingContact
            || (message.stage() instanceof Held held && held.isNew()));
  }

  private boolean isSaid(Message message, Duration within, Predicate<Gist> saysTheSame) {
    return outbox.messages().stream()
        .anyMatch(other -> saysTheSame.test(other.gist()) && isRecent(other, message, within));
  }

  private boolean isRecent(Message other, Message message, Duration within) {
    var apart = Duration.between(other.decidedAt(), message.decidedAt()).abs();
    return apart.compareTo(within) < 0 && tells(other) && isInTimeFor(other, message);
  }

  /** What is urgent is not left to a routine message that waits, such as for the morning. */
  private static boolean isInTimeFor(Message other, Message message) {
    return message.messageClass() != MessageClass.URGENT
        || other.messageClass() != MessageClass.ROUTINE
        || !other.isUnsent();
  }

  /** Whether it tells the customer, or is to, itself or in a digest. */
  private boolean tells(Message message) {
    return !message.isSilent() || isInDigest(message);
  }

  /** Whether a digest says it, or is to. */
  private boolean isInDigest(Message other) {
    return outbox.messages().stream()
        .filter(digest -> !digest.isSilent())
        .flatMap(digest -> digest.gist().digestOf().stream())
        .anyMatch(telling -> telling.messageId().equals(other.messageId()));
  }
}
