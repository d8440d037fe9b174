package io.belay.notification.domain;

import io.belay.notification.domain.Gist.Telling;
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
      case Proof proof -> Optional.of(proof.telling().messageId());
      case Unconfirmed unconfirmed -> Optional.empty();
      case ContactForgotten forgotten -> Optional.empty();
      case Ignored ignored -> Optional.empty();
    };
  }

  /**
   * Send this now.
   *
   * @param attempt from 1
   * @param place where the reader is
   * @param notAfter a dispatcher that comes to it later does not send it
   * @param failedRoute where the attempt before on this channel failed; null: none did
   * @param waitsSince since when only the way to its first gateway keeps it; null: a gateway was
   *     asked before, or it is said later than it could be because it shall be
   */
  record Send(
      FollowUp followUp,
      int attempt,
      Channel channel,
      String address,
      @Nullable String name,
      Places.Place place,
      Instant notAfter,
      @Nullable String failedRoute,
      @Nullable Instant waitsSince)
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

  /** What a message's fate means to the case. */
  sealed interface Proof extends OutboxEffect {
    /** What was told; of a digest, one of what it says. */
    Telling telling();

    /** Null where nothing was sent on any. */
    @Nullable Channel channel();

    /** Whether a receipt or a bounce proves it. */
    boolean confirmed();

    /** The same when it is said again. */
    String proofId();
  }

  /**
   * The customer has been told.
   *
   * @param confirmed a receipt proves it
   */
  record CustomerInformed(Telling telling, Channel channel, boolean confirmed, String proofId)
      implements Proof {}

  /**
   * It had counted as told, and came back.
   *
   * @param reason stable code
   */
  record MessageBounced(Telling telling, Channel channel, String reason, String proofId)
      implements Proof {
    @Override
    public boolean confirmed() {
      return true;
    }
  }

  /**
   * A duty by law ended without having been said: nobody may count it as told.
   *
   * @param channel of the last attempt; null: there was none
   * @param reason stable code
   */
  record NeverTold(
      Telling telling, @Nullable Channel channel, @Nullable String reason, String proofId)
      implements Proof {
    @Override
    public boolean confirmed() {
      return true;
    }
  }

  /** Nobody knows whether an attempt arrived, and this was done about it; to be counted. */
  record Unconfirmed(MessageClass messageClass, Then then) implements OutboxEffect {
    /** What is done about an attempt that perhaps arrived. */
    public enum Then {
      LEFT,
      OTHER_CHANNEL,
      SENT_AGAIN
    }
  }

  /**
   * A contact was forgotten; to be counted.
   *
   * @param atOnce none was known; false: no duty by law was left, or waited to be read
   */
  record ContactForgotten(boolean atOnce) implements OutboxEffect {}

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
