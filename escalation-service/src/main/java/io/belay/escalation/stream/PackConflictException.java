package io.belay.escalation.stream;

/** What the pack files say cannot stand beside what is published; the service must not start. */
public final class PackConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PackConflictException(String message) {
    super(message);
  }
}
