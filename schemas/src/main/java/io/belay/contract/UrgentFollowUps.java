package io.belay.contract;

/**
 * Urgent follow-ups overtake: each stands in {@code case-progress} like any step, and a second time
 * in {@code follow-ups-urgent}, keyed by customer, written in the same transaction.
 */
public final class UrgentFollowUps {
  /**
   * Header, without a value, of a step that stands in both topics: whoever reads {@code
   * follow-ups-urgent} passes over it in {@code case-progress}.
   */
  public static final String HEADER = "belay-urgent";

  private UrgentFollowUps() {}
}
