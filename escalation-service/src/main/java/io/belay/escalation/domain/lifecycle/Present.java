package io.belay.escalation.domain.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * When a decision is taken, and how long ticks hold back on purpose: what ran out within that time
 * is not late, and is decided as if a tick had come for it.
 *
 * @param now wall-clock time
 * @param grace of the ticks; zero or more
 */
public record Present(Instant now, Duration grace) {
  /** Where ticks do not hold back. */
  static Present at(Instant now) {
    return new Present(now, Duration.ZERO);
  }

  /** The latest instant for which a tick has come, had every tick been on time. */
  Instant tickedUpTo() {
    return now.minus(grace);
  }
}
