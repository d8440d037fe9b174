package io.belay.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a message stands. */
public sealed interface Stage {

  /** Something is still to come; at {@link #wakeAt} the outbox looks again by itself. */
  sealed interface Open extends Stage {
    FollowUp followUp();

    Instant wakeAt();
  }

  /** Nobody knows how to reach the customer yet. */
  record AwaitingContact(FollowUp followUp, Instant wakeAt) implements Open {}

  /**
   * To be sent later: a repeat after a pause, or out of courtesy.
   *
   * @param reason stable code, one of those below
   */
  record Held(FollowUp followUp, Instant wakeAt, String reason) implements Open {
    static final String NEW = "new";
    static final String RETRY = "retry";
    static final String QUIET_HOURS = "quiet-hours";
    static final String FREQUENCY_CAP = "frequency-cap";
    static final String COLLECTING = "collecting";
    private static final Set<String> COURTESY = Set.of(QUIET_HOURS, FREQUENCY_CAP, COLLECTING);

    /**
     * Whether it may go on. A pause that still lasts longer than the longest one was begun by a
     * clock that was ahead, and is over.
     */
    boolean isOver(Instant now, Duration longestPause) {
      return !wakeAt.isAfter(now)
          || (reason.equals(RETRY) && wakeAt.isAfter(now.plus(longestPause)));
    }

    /** Whether nothing has held it yet. */
    boolean isNew() {
      return reason.equals(NEW);
    }

    /** Whether only courtesy holds it: it was never tried. */
    boolean isCourtesy() {
      return COURTESY.contains(reason);
    }
  }

  /** Handed to a dispatcher; no outcome yet. */
  record OnItsWay(FollowUp followUp, Instant wakeAt) implements Open {}

  /** The gateway has it; a receipt is to come. */
  record AtGateway(FollowUp followUp, Instant wakeAt) implements Open {}

  /**
   * Over; what the text would have said is forgotten, unless it may come back, or turn out never to
   * have been sent.
   *
   * @param followUp kept until the message's last moment where the channel proves nothing, or
   *     nobody said what became of an attempt: what comes back, or was not sent, is sent another
   *     way; null: forgotten
   */
  record Finished(
      Result result,
      @Nullable String reason,
      @Nullable Channel channel,
      Instant at,
      @Nullable FollowUp followUp)
      implements Stage {}
}
