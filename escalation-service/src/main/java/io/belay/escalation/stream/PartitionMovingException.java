package io.belay.escalation.stream;

/** Nobody can answer for a case right now; asking again in a moment helps. */
public final class PartitionMovingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PartitionMovingException(String message) {
    super(message);
  }

  public PartitionMovingException(String message, Throwable cause) {
    super(message, cause);
  }
}
