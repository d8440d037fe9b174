package io.belay.intake.wire;

/** The schema registry cannot answer now; what was to be read may be fine. */
public final class RegistryAwayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RegistryAwayException(Throwable cause) {
    super("Expected the schema registry to answer, but it did not", cause);
  }
}
