package io.belay.intake.stream;

/** The broker did not confirm; the records are perhaps written. Sending the same again is safe. */
public final class NotAcknowledgedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotAcknowledgedException(Throwable cause) {
    super("Expected the broker to acknowledge, but it did not", cause);
  }
}
