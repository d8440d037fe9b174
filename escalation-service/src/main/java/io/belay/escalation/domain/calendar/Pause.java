package io.belay.escalation.domain.calendar;

import java.time.Instant;

/** A time in which a clock stands still for a reason, half-open. */
public record Pause(Instant from, Instant to, String reason) {
  public Pause {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "Expected a pause to end after it began, but it runs from " + from + " to " + to);
    }
  }

  public static Pause between(Instant from, Instant to) {
    return new Pause(from, to, "");
  }
}
