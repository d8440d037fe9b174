package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LogLine.Happened;

/** How the lines of a log are written. */
interface LineFormat {
  Happened read(long number, String line) throws MalformedLineException;

  /** Whether these lines say nothing alone, for a quote may be open: the record may go on. */
  default boolean isOpen(String lines) {
    return false;
  }

  /** Whether these lines are one record, with all its values. */
  default boolean isWhole(String lines) {
    return true;
  }

  /** Nothing can be made of a line; the message says what was expected. */
  final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedLineException(String message) {
      super(message);
    }
  }
}
