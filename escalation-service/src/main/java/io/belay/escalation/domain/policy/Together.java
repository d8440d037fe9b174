package io.belay.escalation.domain.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What cases that belong together do to each other.
 *
 * @param duplicates how a second case of the same matter is found; null: it is not
 * @param onRelease what a member of an incident does with the promotions that were held
 */
public record Together(@Nullable Duplicates duplicates, OnRelease onRelease) {

  public static final Together NONE = new Together(null, OnRelease.CLIMB);

  /**
   * Second cases of the same customer, category and transaction reference.
   *
   * @param window between the two openings at most, inclusive; 1 minute to {@link #LONGEST_WINDOW}
   * @param internalClocks what becomes of the second one's internal clocks
   * @param firstResolved what becomes of the second one when the first is resolved
   */
  public record Duplicates(
      Duration window, InternalClocks internalClocks, FirstResolved firstResolved) {
    public static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

    /** The store of openings forgets after it. */
    public static final Duration LONGEST_WINDOW = Duration.ofDays(30);
  }

  /** What becomes of the internal clocks of a duplicate. Statutory clocks always run on. */
  public enum InternalClocks {
    /** The first case's clocks started earlier and keep the promise for both. */
    VOID,
    /** Both cases climb, each by its own clocks. */
    KEEP
  }

  /** What becomes of a duplicate when its first is resolved. */
  public enum FirstResolved {
    /** It is resolved with it, with the same outcome. */
    RESOLVE,
    /** Its clocks go on where they stood, and people close it. */
    RESUME
  }

  /** What a member does once its incident has released it. */
  public enum OnRelease {
    /** It climbs what it still owes, in order. */
    CLIMB,
    /** It stays where it is; later breaches let it climb again. */
    STAY
  }
}
