package io.belay.notification.domain;

import java.time.Instant;
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

  /** To be sent later: a repeat after a pause, or the end of quiet hours. */
  record Held(FollowUp followUp, Instant wakeAt, String reason) implements Open {}

  /** Handed to a dispatcher; no outcome yet. */
  record OnItsWay(FollowUp followUp, Instant wakeAt) implements Open {}

  /** The gateway has it; a receipt is to come. */
  record AtGateway(FollowUp followUp, Instant wakeAt) implements Open {}

  /** Over; what the text would have said is forgotten. */
  record Finished(Result result, @Nullable String reason, @Nullable Channel channel, Instant at)
      implements Stage {}
}
