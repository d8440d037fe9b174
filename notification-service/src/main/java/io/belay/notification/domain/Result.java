package io.belay.notification.domain;

/** What became of an attempt or of a message. */
public enum Result {
  /** The gateway or mail server took it. */
  ACCEPTED,
  /** Receipts prove that all of it arrived. */
  DELIVERED,
  /** The gateway or a receipt said no. */
  REFUSED,
  /** It was sent, perhaps: no answer came. */
  UNKNOWN,
  /** Its time had passed before it was sent; it was certainly not sent. */
  EXPIRED,
  /** It was decided not to send it. */
  SUPPRESSED,
  /** Nothing is left to try. */
  GIVEN_UP;

  /** Whether the customer certainly heard nothing. */
  boolean isSilent() {
    return this == SUPPRESSED || this == EXPIRED || this == REFUSED || this == GIVEN_UP;
  }
}
