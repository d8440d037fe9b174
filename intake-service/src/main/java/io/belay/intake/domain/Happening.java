package io.belay.intake.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a case. Free text is not part of it: it travels apart. */
public sealed interface Happening {

  /** How the customer reached the bank. */
  enum Channel {
    PHONE,
    APP,
    WEB,
    EMAIL,
    SOCIAL,
    BRANCH,
    API,
    OTHER
  }

  /** Whom a case waits for. */
  enum WaitingOn {
    CUSTOMER,
    MERCHANT,
    OTHER_BANK,
    OTHER
  }

  /** The transaction a case is about; the amount is in major units, as a decimal string. */
  record Transaction(
      @Nullable String reference,
      @Nullable String amount,
      @Nullable String currency,
      @Nullable Instant occurredAt) {}

  /**
   * A customer's trouble became a case.
   *
   * @param imported true: brought in from another system, however old it is
   */
  record Opened(
      String category,
      Channel channel,
      @Nullable String priority,
      @Nullable Transaction transaction,
      @Nullable String device,
      List<String> evidence,
      @Nullable Actor handledBy,
      @Nullable String market,
      @Nullable String entity,
      @Nullable String externalId,
      boolean imported)
      implements Happening {}

  /** The case lies with a queue or an agent. */
  record Assigned(@Nullable String tier, @Nullable String queue, @Nullable Actor agent)
      implements Happening {}

  /** An agent answered the customer. */
  record AgentReplied() implements Happening {}

  /** The customer wrote or called again. */
  record CustomerReplied() implements Happening {}

  /** Nothing can go on until somebody outside acts. */
  record WaitingStarted(WaitingOn on, @Nullable String need) implements Happening {
    public WaitingStarted(WaitingOn on) {
      this(on, null);
    }
  }

  /** The case can go on. */
  record WaitingEnded() implements Happening {}

  /** The actor asks for a higher tier. */
  record EscalationRequested(boolean differentAgent) implements Happening {}

  /** The case was handed down by hand. */
  record Deescalated(@Nullable String tier) implements Happening {}

  /** Category, priority or amount were corrected. */
  record Reclassified(
      @Nullable String category,
      @Nullable String priority,
      @Nullable String amount,
      @Nullable String mode)
      implements Happening {}

  /** A named step was done. */
  record MilestoneReached(String milestone) implements Happening {}

  /** A clock was extended by a rule that allows it. */
  record ExtensionGranted(String clock, @Nullable String approver) implements Happening {}

  /** The customer complains about an agent, or about the service. */
  record ComplaintRaised(boolean aboutAgent, @Nullable String agentId, @Nullable String team)
      implements Happening {}

  /** The matter was decided. */
  record Resolved(String outcome) implements Happening {}

  /** It was not solved after all. */
  record Reopened() implements Happening {}

  /** The case is over. */
  record Closed() implements Happening {}

  /** The customer rated the handling, 1 (poor) to 5 (good). */
  record Rated(int score) implements Happening {}

  /** Customer and bank did not reach each other; inbound: the customer could not get through. */
  record ContactMissed(boolean inbound, int tries) implements Happening {}

  /** The case belongs to another case or to an incident. */
  record Linked(@Nullable String toCaseId, @Nullable String incidentId) implements Happening {}

  /** Something was written down. */
  record Noted() implements Happening {}
}
