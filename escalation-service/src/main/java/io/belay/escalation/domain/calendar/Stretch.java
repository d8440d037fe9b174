package io.belay.escalation.domain.calendar;

import java.time.Duration;
import java.time.Instant;

/** One line of a clock's ledger: a half-open time in which it ran, was paused, or was off hours. */
public record Stretch(Kind kind, Instant from, Instant to, String reason) {
  /** What the clock did in a stretch. */
  public enum Kind {
    RAN,
    /** Paused while open; the part of a pause outside working hours is {@link #OFF_HOURS}. */
    PAUSED,
    OFF_HOURS
  }

  public Duration length() {
    return Duration.between(from, to);
  }
}
