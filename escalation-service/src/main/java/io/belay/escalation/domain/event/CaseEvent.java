package io.belay.escalation.domain.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of things that happen to a case. A new kind breaks the build wherever it has to be
 * handled.
 */
public sealed interface CaseEvent {

  /** The type's name on the REST interface, such as AGENT_REPLIED. */
  String type();

  /**
   * The customer's trouble became a case.
   *
   * @param imported true: brought in from another system, however old it is; its customer is not
   *     told that it was opened
   */
  record Opened(
      String category,
      @Nullable String priority,
      @Nullable Transaction transaction,
      @Nullable Actor handledBy,
      @Nullable String market,
      @Nullable String entity,
      boolean imported)
      implements CaseEvent {
    public Opened(
        String category,
        @Nullable String priority,
        @Nullable Transaction transaction,
        @Nullable Actor handledBy,
        @Nullable String market,
        @Nullable String entity) {
      this(category, priority, transaction, handledBy, market, entity, false);
    }

    @Override
    public String type() {
      return "OPENED";
    }
  }

  /**
   * The transaction a case is about.
   *
   * @param occurredAt when it took place
   */
  record Transaction(
      @Nullable String reference,
      @Nullable String amount,
      @Nullable String currency,
      @Nullable Instant occurredAt) {
    public Transaction(
        @Nullable String reference, @Nullable String amount, @Nullable String currency) {
      this(reference, amount, currency, null);
    }
  }

  /** The case lies with a tier, a queue or an agent; null parts stay as they are. */
  record Assigned(@Nullable String tier, @Nullable String queue, @Nullable Actor agent)
      implements CaseEvent {
    @Override
    public String type() {
      return "ASSIGNED";
    }
  }

  /** An agent answered the customer. */
  record AgentReplied() implements CaseEvent {
    @Override
    public String type() {
      return "AGENT_REPLIED";
    }
  }

  /** The customer wrote or called again. */
  record CustomerReplied() implements CaseEvent {
    @Override
    public String type() {
      return "CUSTOMER_REPLIED";
    }
  }

  /** Nothing can go on until somebody outside acts. */
  record WaitingStarted(WaitingOn on, @Nullable String need) implements CaseEvent {
    public WaitingStarted(WaitingOn on) {
      this(on, null);
    }

    @Override
    public String type() {
      return "WAITING_STARTED";
    }
  }

  /** The case can go on. */
  record WaitingEnded() implements CaseEvent {
    @Override
    public String type() {
      return "WAITING_ENDED";
    }
  }

  /**
   * The actor asks for a higher tier: this one where an incident asks for its members, else one
   * above.
   */
  record EscalationRequested(boolean differentAgent, @Nullable String tier) implements CaseEvent {
    public EscalationRequested(boolean differentAgent) {
      this(differentAgent, null);
    }

    @Override
    public String type() {
      return "ESCALATION_REQUESTED";
    }
  }

  /** The case was handed down by hand; null: one tier. */
  record Deescalated(@Nullable String tier) implements CaseEvent {
    @Override
    public String type() {
      return "DEESCALATED";
    }
  }

  /**
   * Category, priority or amount were corrected; null parts stay as they are.
   *
   * @param duplicate whose stricter priority the case takes over; null: somebody corrected it
   */
  record Reclassified(
      @Nullable String category,
      @Nullable String priority,
      @Nullable String amount,
      @Nullable String mode,
      @Nullable StricterDuplicate duplicate)
      implements CaseEvent {
    public Reclassified(
        @Nullable String category,
        @Nullable String priority,
        @Nullable String amount,
        @Nullable String mode) {
      this(category, priority, amount, mode, null);
    }

    @Override
    public String type() {
      return "RECLASSIFIED";
    }
  }

  /**
   * A duplicate whose priority is stricter than its first's.
   *
   * @param countsFrom from when its promises count
   */
  record StricterDuplicate(String caseId, Instant countsFrom) {}

  /** A named step was done. */
  record MilestoneReached(String milestone) implements CaseEvent {
    @Override
    public String type() {
      return "MILESTONE_REACHED";
    }
  }

  /** A clock was extended by a rule that allows it. */
  record ExtensionGranted(String clock, @Nullable String approver) implements CaseEvent {
    @Override
    public String type() {
      return "EXTENSION_GRANTED";
    }
  }

  /** The customer complains about an agent or about the service. */
  record ComplaintRaised(boolean aboutAgent, @Nullable String agentId, @Nullable String team)
      implements CaseEvent {
    @Override
    public String type() {
      return "COMPLAINT_RAISED";
    }
  }

  /** The matter was decided. */
  record Resolved(String outcome) implements CaseEvent {
    @Override
    public String type() {
      return "RESOLVED";
    }
  }

  /** It was not solved after all. */
  record Reopened() implements CaseEvent {
    @Override
    public String type() {
      return "REOPENED";
    }
  }

  /** The case is over. */
  record Closed() implements CaseEvent {
    @Override
    public String type() {
      return "CLOSED";
    }
  }

  /** The customer rated the handling, 1 (poor) to 5 (good). */
  record Rated(int score) implements CaseEvent {
    @Override
    public String type() {
      return "RATED";
    }
  }

  /** Customer and bank did not reach each other. */
  record ContactMissed(boolean inbound, int tries) implements CaseEvent {
    @Override
    public String type() {
      return "CONTACT_MISSED";
    }
  }

  /**
   * The case belongs to another case or to an incident.
   *
   * @param relation {@link #DUPLICATE} or {@link #REPEAT}; null: somebody linked them
   */
  record Linked(@Nullable String toCaseId, @Nullable String incidentId, @Nullable String relation)
      implements CaseEvent {
    /** The same matter as that case, which is in work. */
    public static final String DUPLICATE = "duplicate";

    /** The same matter as that case, which is over, or about something else now. */
    public static final String REPEAT = "repeat";

    public Linked(@Nullable String toCaseId, @Nullable String incidentId) {
      this(toCaseId, incidentId, null);
    }

    @Override
    public String type() {
      return "LINKED";
    }
  }

  /** Something was written down. */
  record Noted() implements CaseEvent {
    @Override
    public String type() {
      return "NOTE";
    }
  }

  /**
   * A message reached the customer.
   *
   * @param confirmed true: a final receipt proves it; false: it was accepted and may still bounce
   * @param messageId the message; null in logs of others
   */
  record CustomerInformed(String messageType, boolean confirmed, @Nullable String messageId)
      implements CaseEvent {
    public CustomerInformed(String messageType, boolean confirmed) {
      this(messageType, confirmed, null);
    }

    @Override
    public String type() {
      return "CUSTOMER_INFORMED";
    }
  }

  /** A message that had counted as arrived came back after all. */
  record MessageBounced(String messageId, String messageType) implements CaseEvent {
    @Override
    public String type() {
      return "MESSAGE_BOUNCED";
    }
  }

  /** The case goes on under another version of its policy, by an operator's word. */
  record PolicyChanged(String pack, String version) implements CaseEvent {
    @Override
    public String type() {
      return "POLICY_CHANGED";
    }
  }

  /** The incident this case belongs to was promoted, to this tier where it is told. */
  record IncidentEscalated(String incidentId, @Nullable String tier) implements CaseEvent {
    @Override
    public String type() {
      return "INCIDENT_ESCALATED";
    }
  }

  /** The incident is over, for this cause where it is told, and its members go on. */
  record IncidentReleased(String incidentId, @Nullable String cause) implements CaseEvent {
    @Override
    public String type() {
      return "INCIDENT_RELEASED";
    }
  }
}
