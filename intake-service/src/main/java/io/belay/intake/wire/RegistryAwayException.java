package io.belay.intake.wire;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The schema registry cannot be asked now; what was to be read may be fine. */
public final class RegistryAwayException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MAX_CAUSES = 20;

  RegistryAwayException(Throwable cause) {
    super("Expected the schema registry to answer, but it did not", cause);
  }

  /**
   * Bytes that end too early are an {@link java.io.EOFException} inside Avro, so only failures of
   * the network and of HTTP servers count.
   */
  static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof TimeoutException || (cause instanceof IOException && isNetwork(cause))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isNetwork(Throwable cause) {
    String name = cause.getClass().getName();
    return name.startsWith("java.net.")
        || name.startsWith("java.net.http.")
        || name.startsWith("io.vertx.")
        || name.startsWith("io.netty.")
        || name.startsWith("sun.nio.ch.");
  }
}
