package io.belay.escalation.web;

/**
 * How much one answer holds.
 *
 * @param mostSteps steps of a timeline
 */
public record ReadLimits(int mostSteps) {
  /** Steps gone through to explain a clock; a case has some dozens. */
  int mostStepsOfLedger() {
    return 10_000;
  }
}
