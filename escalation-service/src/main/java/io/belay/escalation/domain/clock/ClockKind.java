package io.belay.escalation.domain.clock;

/** Whether the bank or the law made the promise. */
public enum ClockKind {
  /** May pause, and ends with the case. */
  INTERNAL,
  /** Never pauses unless its rule says so, and ends by its own milestone only. */
  STATUTORY
}
