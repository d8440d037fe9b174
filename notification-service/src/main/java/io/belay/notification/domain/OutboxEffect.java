package io.belay.notification.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows outside from a decision of the outbox. */
public sealed interface OutboxEffect {

  /** The message it is about; empty where it is about none. */
  default Optional<String> messageId() {
    return switch (this) {
      case Send send -> Optional.of(send.followUp().messageId());
      case Report report -> Optional.of(report.message().messageId());
      case CustomerInformed informed -> Optional.of(informed.message().messageId());
      case Ignored ignored -> Optional.empty();
    };
  }

  /**
   * Send this now.
   *
   * @param attempt from 1
   * @param notAfter a dispatcher that comes to it later does not send it
   */
  record Send(
      FollowUp followUp,
      int attempt,
      Channel channel,
      String address,
      @Nullable String name,
      Places.Place place,
      Instant notAfter)
      implements OutboxEffect {}

  /**
   * Tell what became of a message, or of one attempt.
   *
   * @param attempt null: no attempt alone decided it
   * @param last no further attempt follows
   */
  record Report(
      Message message,
      @Nullable Attempt attempt,
      Result result,
      @Nullable String reason,
      boolean last)
      implements OutboxEffect {}

  /**
   * The customer has been told: proof for the case.
   *
   * @param confirmed a receipt proves it
   */
  record CustomerInformed(Message message, Channel channel, boolean confirmed)
      implements OutboxEffect {}

  /** Nothing changed, and why; to be counted. */
  record Ignored(Why why) implements OutboxEffect {
    /** Reasons to change nothing. */
    public enum Why {
      REPEATED_FOLLOW_UP,
      OLDER_CONTACT,
      UNKNOWN_MESSAGE,
      OUTCOME_KNOWN
    }
  }
}
