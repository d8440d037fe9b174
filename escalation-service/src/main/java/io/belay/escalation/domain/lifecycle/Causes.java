package io.belay.escalation.domain.lifecycle;

/**
 * Stable codes of why a case moved, a clock paused or became void. Public: they stand in
 * case-progress.
 */
public final class Causes {
  public static final String CLOCK_BREACHED = "clock-breached";
  public static final String CLOCK_WARNED = "clock-warned";
  public static final String CUSTOMER_REQUEST = "customer-request";
  public static final String AGENT_REQUEST = "agent-request";
  public static final String ASSIGNED = "assigned";
  public static final String DEESCALATED = "deescalated";
  public static final String PROMOTED = "promoted";
  public static final String RESOLVED = "resolved";
  public static final String CLOSED = "closed";
  public static final String RECLASSIFIED = "reclassified";
  public static final String REOPENED = "reopened";
  public static final String HAND_OVERS = "hand-overs";
  public static final String CONTACT_MISSED = "contact-missed";
  public static final String LOW_RATING = "low-rating";
  public static final String AMOUNT = "amount";
  public static final String BOUNCED = "bounced";
  public static final String POLICY_CHANGED = "policy-changed";
  public static final String WAIT_CHANGED = "wait-changed";
  public static final String DUPLICATE = "duplicate";
  public static final String MEMBERS = "members";
  public static final String WAIT_ENDED = "wait-ended";
  public static final String WAIT_EXPIRED = "wait-expired";
  public static final String CUSTOMER_ANSWERED = "customer-answered";
  public static final String NO_ANSWER = "no-answer";
  public static final String NO_OBJECTION = "no-objection";

  private Causes() {}
}
