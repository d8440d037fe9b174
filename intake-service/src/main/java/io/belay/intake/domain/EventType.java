package io.belay.intake.domain;

/** The case events that a sender may report; an opening has a door of its own. */
public enum EventType {
  ASSIGNED,
  AGENT_REPLIED,
  CUSTOMER_REPLIED,
  WAITING_STARTED,
  WAITING_ENDED,
  ESCALATION_REQUESTED,
  DEESCALATED,
  RECLASSIFIED,
  MILESTONE_REACHED,
  EXTENSION_GRANTED,
  COMPLAINT_RAISED,
  RESOLVED,
  REOPENED,
  CLOSED,
  RATED,
  CONTACT_MISSED,
  LINKED,
  NOTE
}
