package io.belay.escalation.domain.policy;

import java.util.Set;

/**
 * The occasions on which the customer is told.
 *
 * @param occasions the occasions the pack lists; the others stay silent
 */
public record FollowUps(Set<Occasion> occasions) {

  /** Stands before the message type in what fulfils a clock. */
  public static final String INFORMED = "informed:";

  /** Messages that tell nothing new about where the case stands. */
  private static final Set<String> NO_NEWS =
      Set.of("acknowledgement", "apology", "reminder", "rating-request");

  /** Whether a message of this type can fulfil the promise that the customer hears something. */
  public static boolean isNews(String messageType) {
    return !NO_NEWS.contains(messageType);
  }

  public FollowUps {
    occasions = Set.copyOf(occasions);
  }

  /** An occasion and the type of message it leads to. */
  public enum Occasion {
    OPENED("acknowledgement"),
    PROMOTED("promotion"),
    WARNED("apology"),
    WAITING_ON_CUSTOMER("action-needed"),
    REMINDED("reminder"),
    ASSIGNED("progress"),
    RESOLVED("result"),
    CLOSED("rating-request"),
    REOPENED("reopened"),
    INCIDENT("incident"),
    INCIDENT_OVER("incident-over");

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
