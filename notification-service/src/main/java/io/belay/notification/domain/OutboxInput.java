package io.belay.notification.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can happen to an outbox. */
public sealed interface OutboxInput {

  /** What is to be said; empty where it brings nothing to say. */
  default Optional<FollowUp> toBeSaid() {
    if (this instanceof NewsReplayed(FollowUp replayed)) {
      return Optional.of(replayed);
    }
    return this instanceof FollowUpArrived(var arrived) ? Optional.of(arrived) : Optional.empty();
  }

  /** Escalation decided that the customer is to be told something. */
  record FollowUpArrived(FollowUp followUp) implements OutboxInput {}

  /** A statutory clock of a case of the customer began to run, or ended. */
  record DutyChanged(DutyChange change) implements OutboxInput {}

  /** News that could not be read in its time was sent again; later news of its case may be here. */
  record NewsReplayed(CaseNews news) implements OutboxInput {}

  /** A contact was told for itself, as a whole. */
  record ContactTold(Contact contact) implements OutboxInput {}

  /**
   * An opening told some of a contact.
   *
   * @param caseId the case it opened; null: a release wrote it that did not say
   */
  record OpeningToldContact(@Nullable String caseId, Contact contact) implements OutboxInput {}

  /** The contact is to be forgotten, at once or when the last duty by law is over. */
  record ContactErased(Instant at) implements OutboxInput {}

  /**
   * A dispatcher says what became of an attempt.
   *
   * @param retryable a refusal that may not last
   */
  record OutcomeReported(
      String messageId,
      int attempt,
      Result result,
      @Nullable String reason,
      boolean retryable,
      @Nullable String route)
      implements OutboxInput {}

  /**
   * A receipt says what became of a part of an attempt.
   *
   * @param part 1 … parts
   * @param delivered false: it will never arrive
   * @param state the receipt's state
   */
  record PartReported(
      String messageId, int attempt, int part, int parts, boolean delivered, String state)
      implements OutboxInput {}

  /**
   * The instant the outbox waited for has come.
   *
   * @param readUpTo what was decided about the customer's cases before it was read
   */
  record WokenUp(Instant readUpTo) implements OutboxInput {
    /** Of an outbox that has read everything. */
    public WokenUp() {
      this(Instant.MAX);
    }
  }
}
