package io.belay.escalation.stream;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Logs a trouble when it is new, and once a minute while it lasts, so that a loop does not fill the
 * disk.
 */
final class RepeatedTrouble {
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private static final int LONGEST_CHAIN = 5;

  private final Logger log;
  private String last = "";
  private long lastNanos;

  RepeatedTrouble(Logger log) {
    this.log = log;
  }

  /** Something outside is not there; told in a line. */
  void outside(String what, Throwable thrown) {
    if (isNew(what, thrown)) {
      log.warn("{}: {}", what, chain(thrown));
    }
  }

  /** Something went wrong here; told with its stack. */
  void inside(String what, Throwable thrown) {
    if (isNew(what, thrown)) {
      log.error(what, thrown);
    }
  }

  private static String chain(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .map(Throwable::toString)
        .collect(Collectors.joining(", because "));
  }

  private synchronized boolean isNew(String what, Throwable thrown) {
    String now = what + thrown.getClass() + Objects.requireNonNullElse(thrown.getMessage(), "");
    boolean isNew = !now.equals(last) || System.nanoTime() - lastNanos > QUIET_NANOS;
    if (isNew) {
      last = now;
      lastNanos = System.nanoTime();
    }
    return isNew;
  }
}
