package io.belay.escalation.domain.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * When a decision is taken, and what counts as late then: what ran out while ticks hold back on
 * purpose, or so short a time before that nobody calls it an outage, is decided as if a tick had
 * come for it.
 *
 * @param now wall-clock time
 * @param grace of the ticks; zero or more
 * @param outageAfter how much later than that a tick may come and still be on time; zero or more
 */
public record Present(Instant now, Duration grace, Duration outageAfter) {
  /** Where ticks do not hold back, and are late at once. */
  static Present at(Instant now) {
    return new Present(now, Duration.ZERO, Duration.ZERO);
  }

  /** The latest instant for which a tick comes now. */
  Instant ticksUntil() {
    return now.minus(grace);
  }

  /** The latest instant for which a tick has come, had every tick been on time. */
  Instant tickedUpTo() {
    return ticksUntil().minus(outageAfter);
  }
}
