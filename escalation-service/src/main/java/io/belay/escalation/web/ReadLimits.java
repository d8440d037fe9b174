package io.belay.escalation.web;

/**
 * How much one answer holds.
 *
 * @param mostSteps steps of a timeline
 */
public record ReadLimits(int mostSteps) {}
