package io.belay.escalation.domain.calendar;

/** What a budget that runs out exactly at closing time means. */
public enum TieRule {
  /** It is due at closing time: the earliest instant at which the whole budget is used. */
  CLOSE,
  /** It is due at the next opening: the earliest open instant with the whole budget behind it. */
  NEXT_OPEN;

  /** Whether a budget of {@code remaining} is due within an open stretch of this length. */
  boolean fallsWithin(long remaining, long length) {
    return this == CLOSE ? remaining <= length && length > 0 : remaining < length;
  }

  /** How many stretches of this length a budget surely outlasts. */
  long outlasts(long remaining, long length) {
    return this == CLOSE ? (remaining - 1) / length : remaining / length;
  }
}
