package io.belay.notification.domain;

/** How a message is treated. */
public enum MessageClass {
  /** Serious categories: overtakes, ignores quiet hours, changes channel rather than wait. */
  URGENT,
  ROUTINE,
  /** A duty by law: never silenced by preferences. */
  STATUTORY;

  public Lane lane() {
    return this == URGENT ? Lane.URGENT : Lane.ROUTINE;
  }
}
