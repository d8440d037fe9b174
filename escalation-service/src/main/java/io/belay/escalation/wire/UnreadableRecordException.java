package io.belay.escalation.wire;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A record that can never be understood, with the stable code of the reason. Goes to the dead
 * letter.
 */
public final class UnreadableRecordException extends SerializationException {
  private static final long serialVersionUID = 1;

  private final String reason;

  public UnreadableRecordException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Code of the reason, such as {@code unknown-event}. */
  public String reason() {
    return reason;
  }
}
