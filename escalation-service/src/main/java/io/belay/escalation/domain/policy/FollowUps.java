package io.belay.escalation.domain.policy;

import java.util.Set;

/**
 * The occasions on which the customer is told.
 *
 * @param occasions the occasions the pack lists; the others stay silent
 */
public record FollowUps(Set<Occasion> occasions) {

  public FollowUps {
    occasions = Set.copyOf(occasions);
  }

  /** An occasion and the type of message it leads to. */
  public enum Occasion {
    OPENED("acknowledgement"),
    PROMOTED("promotion"),
    WARNED("apology"),
    WAITING_ON_CUSTOMER("action-needed"),
    ASSIGNED("progress"),
    RESOLVED("result"),
    CLOSED("rating-request"),
    REOPENED("reopened");

    private final String messageType;

    Occasion(String messageType) {
      this.messageType = messageType;
    }

    public String messageType() {
      return messageType;
    }
  }

  public boolean tells(Occasion occasion) {
    return occasions.contains(occasion);
  }
}
