package io.belay.escalation.domain.progress;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.PolicyRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can be decided about a case. */
public sealed interface Progress {

  /** The case exists from here on. */
  record CaseAccepted(
      Profile profile, String reportedCategory, CaseDates dates, String queue, Handler handledBy)
      implements Progress {
    public CaseAccepted(
        Profile profile,
        String reportedCategory,
        Instant openedAt,
        String queue,
        Handler handledBy) {
      this(profile, reportedCategory, new CaseDates(openedAt, null), queue, handledBy);
    }

    public Instant openedAt() {
      return dates.openedAt();
    }
  }

  /** What a case is about; its parts can be corrected. */
  record Profile(
      String category,
      String priority,
      @Nullable String market,
      @Nullable String entity,
      @Nullable String transactionReference,
      @Nullable Money money) {}

  /** An amount in major units as a decimal string, and its ISO 4217 code where it is known. */
  record Money(String amount, @Nullable String currency) {}

  /** The agent who holds a case; all parts null: nobody yet. */
  record Handler(@Nullable String agentId, @Nullable String displayName, @Nullable String team) {
    public static final Handler NOBODY = new Handler(null, null, null);

    public boolean isNobody() {
      return equals(NOBODY);
    }
  }

  /** Whether somebody works on the case. */
  sealed interface Status {
    /** Somebody works on it. */
    record Open() implements Status {}

    /** It waits for somebody outside, until this instant at the latest. */
    record Waiting(WaitingOn on, Instant until) implements Status {}

    /** The matter was decided. */
    record Resolved() implements Status {}

    /** It is over. */
    record Closed() implements Status {}
  }

  /** Who shall not get a case (again). */
  record Excluded(Set<String> agents, Set<String> teams) {
    public static final Excluded NOBODY = new Excluded(Set.of(), Set.of());

    public Excluded {
      agents = Set.copyOf(agents);
      teams = Set.copyOf(teams);
    }

    /** Whether this agent, or the agent's team, is one of them. */
    public boolean has(Handler handler) {
      return (handler.agentId() != null && agents.contains(handler.agentId()))
          || (handler.team() != null && teams.contains(handler.team()));
    }
  }

  /**
   * An event was taken note of; the fields are how things stand after it.
   *
   * @param milestone what it reached, or took back; null: none
   * @param provedMilestone of which it is sure since then that the customer was told; null: none
   */
  record EventRecorded(
      String eventType,
      Status status,
      Handler handledBy,
      String queue,
      Excluded excluded,
      @Nullable String milestone,
      @Nullable String provedMilestone,
      @Nullable Integer rating)
      implements Progress {}

  /**
   * A rule said no.
   *
   * @param allowedFrom from when the same would be allowed; null where not only time is against it
   */
  record EventRejected(
      String eventType, Reason reason, String message, @Nullable Instant allowedFrom)
      implements Progress {}

  /** Why an event is rejected. The code is stable and public. */
  enum Reason {
    CASE_UNKNOWN("case-unknown"),
    CASE_ALREADY_OPEN("case-already-open"),
    CASE_CLOSED("case-closed"),
    CASE_RESOLVED("case-resolved"),
    CASE_IN_WORK("case-in-work"),
    OCCURRED_IN_FUTURE("occurred-in-future"),
    OPENING_TOO_OLD("opening-too-old"),
    REOPENING_TOO_LATE("reopening-too-late"),
    PACK_UNKNOWN("pack-unknown"),
    STATUTE_MISSING("statute-missing"),
    CUSTOMER_MISMATCH("customer-mismatch"),
    CUSTOMER_MISSING("customer-missing"),
    TIER_UNKNOWN("tier-unknown"),
    CATEGORY_UNKNOWN("category-unknown"),
    PRIORITY_UNKNOWN("priority-unknown"),
    TIER_NOT_LOWER("tier-not-lower"),
    TOP_TIER_REACHED("top-tier-reached"),
    AGENT_EXCLUDED("agent-excluded"),
    COOL_DOWN("cool-down"),
    TOO_EARLY("too-early"),
    NOT_ALLOWED_BY_PACK("not-allowed-by-pack"),
    CLOCK_NOT_OPEN("clock-not-open"),
    APPROVER_MISSING("approver-missing"),
    NOTICE_MISSING("notice-missing"),
    LINKED_TO_ITSELF("linked-to-itself"),
    INCIDENT_NOT_A_MEMBER("incident-not-a-member"),
    MODE_NOT_ALLOWED("mode-not-allowed"),
    RATING_OUT_OF_RANGE("rating-out-of-range");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** A step about one clock. */
  sealed interface ClockStep extends Progress {
    String clock();

    ClockKind kind();
  }

  record ClockStarted(
      String clock,
      ClockKind kind,
      Instant startedAt,
      Duration target,
      Instant dueAt,
      List<Instant> warnAt,
      int period)
      implements ClockStep {
    public ClockStarted {
      warnAt = List.copyOf(warnAt);
    }
  }

  record ClockPaused(
      String clock,
      ClockKind kind,
      Instant pausedAt,
      Duration remaining,
      Instant dueAt,
      String reason)
      implements ClockStep {}

  record ClockResumed(
      String clock,
      ClockKind kind,
      Instant resumedAt,
      Instant dueAt,
      List<Instant> warnAt,
      String reason)
      implements ClockStep {
    public ClockResumed {
      warnAt = List.copyOf(warnAt);
    }
  }

  /** A clock got another target, and with it another due time. */
  record ClockRetargeted(
      String clock,
      ClockKind kind,
      Instant retargetedAt,
      Duration target,
      Instant previousDueAt,
      Instant dueAt,
      List<Instant> warnAt,
      String mode)
      implements ClockStep {
    public ClockRetargeted {
      warnAt = List.copyOf(warnAt);
    }
  }

  /** A clock got more time by a rule that allows it; the new total counts from its start. */
  record ClockExtended(
      String clock,
      ClockKind kind,
      Instant previousDueAt,
      Instant dueAt,
      List<Instant> warnAt,
      @Nullable String approver)
      implements ClockStep {
    public ClockExtended {
      warnAt = List.copyOf(warnAt);
    }
  }

  record ClockWarned(
      String clock, ClockKind kind, Instant warnedAt, Instant dueAt, Instant firedAt, int warning)
      implements ClockStep {}

  record ClockBreached(String clock, ClockKind kind, Instant dueAt, Instant firedAt, int missed)
      implements ClockStep {}

  /**
   * A promise was kept, or fulfilled after its breach.
   *
   * @param unprovenMessage the message that did it, where it may still bounce; else null
   */
  record ClockMet(
      String clock,
      ClockKind kind,
      Instant metAt,
      Instant dueAt,
      boolean late,
      @Nullable String unprovenMessage)
      implements ClockStep {
    public ClockMet(String clock, ClockKind kind, Instant metAt, Instant dueAt, boolean late) {
      this(clock, kind, metAt, dueAt, late, null);
    }
  }

  /** What had fulfilled a clock proved to be nothing: the period before is open again. */
  record ClockReopened(String clock, ClockKind kind, Instant reopenedAt, Open open, String reason)
      implements ClockStep {}

  /**
   * The period that is open again.
   *
   * @param dueAt may have passed
   */
  record Open(
      int period, Duration target, Duration remaining, Instant dueAt, List<Instant> warnAt) {
    public Open {
      warnAt = List.copyOf(warnAt);
    }
  }

  /**
   * A late event shows that a recorded breach was none, or that fewer periods were missed.
   *
   * @param dueAt as in the breach
   * @param metAt when the promise was kept, as is known now
   * @param missed how many periods remain missed; 0: the breach was none
   */
  record BreachCorrected(String clock, ClockKind kind, Instant dueAt, Instant metAt, int missed)
      implements ClockStep {}

  record ClockVoided(String clock, ClockKind kind, Instant voidedAt, Instant dueAt, String reason)
      implements ClockStep {}

  /** The case climbed to {@code to}. */
  record TierPromoted(
      String from, String to, String cause, @Nullable String clock, String queue, Instant firedAt)
      implements Progress {}

  /** The case went down by hand. */
  record TierDemoted(String from, String to, String cause, String queue) implements Progress {}

  /** There is no higher tier: people must look. */
  record LadderExhausted(String tier, String cause, @Nullable String clock) implements Progress {
    /** What it is about: the clock, or the cause where there is none. */
    public String subject() {
      return clock == null ? cause : clock;
    }
  }

  /** How a message is treated. */
  enum MessageClass {
    URGENT,
    ROUTINE,
    STATUTORY
  }

  /** The customer is to be told; {@code incident} where the case belongs to one. */
  record FollowUpDue(
      String messageType, MessageClass messageClass, Facts facts, @Nullable OfIncident incident)
      implements Progress {
    public FollowUpDue(String messageType, MessageClass messageClass, Facts facts) {
      this(messageType, messageClass, facts, null);
    }
  }

  /**
   * The incident behind a message.
   *
   * @param step what about the incident is told, so that a customer with several members reads it
   *     once; null: the message is about the case alone
   */
  record OfIncident(String incidentId, @Nullable String step) {}

  /** What a message may say; names are by BCP 47 tag. */
  record Facts(
      Profile profile,
      Instant openedAt,
      @Nullable String agentName,
      String tier,
      Wording wording,
      @Nullable Instant expectedBy,
      Why why) {}

  /**
   * Names as customers read them, by BCP 47 tag.
   *
   * @param noticeFields what a statutory notice has to say beside the case, by name, {@code @} and
   *     tag
   */
  record Wording(
      Map<String, String> tierNames,
      Map<String, String> categoryNames,
      Map<String, String> outcomeNames,
      Map<String, String> noticeFields) {

    public Wording(
        Map<String, String> tierNames,
        Map<String, String> categoryNames,
        Map<String, String> outcomeNames) {
      this(tierNames, categoryNames, outcomeNames, Map.of());
    }
  }

  /** Codes of what a message is about; null where it does not apply. */
  record Why(@Nullable String reason, @Nullable String waitingOn, @Nullable String outcome) {
    public static final Why UNSAID = new Why(null, null, null);
  }

  /** The case belongs to another case or to an incident from here on. */
  record CaseLinked(
      @Nullable String toCaseId, @Nullable String incidentId, @Nullable String relation)
      implements Progress {}

  /**
   * A member of an incident would have climbed, and does so once it is released.
   *
   * @param to null: there is no tier above
   */
  record PromotionHeld(
      String incidentId,
      String from,
      @Nullable String to,
      String cause,
      @Nullable String clock,
      Instant firedAt)
      implements Progress {}

  /** The case belongs to the incident no longer and goes on with its own promotions. */
  record CaseReleased(String incidentId, String cause) implements Progress {}

  /**
   * Category, priority or amount were corrected.
   *
   * @param duplicate whose stricter priority the case took over; null: it was corrected
   */
  record CaseReclassified(Profile profile, String mode, @Nullable String duplicate)
      implements Progress {}

  /** The matter was decided. */
  record CaseResolved(String outcome) implements Progress {}

  /** The case is over. */
  record CaseClosed(String cause) implements Progress {}

  /** It goes on after all. */
  record CaseReopened(int times) implements Progress {}

  /** Only a summary is kept, until {@code keptUntil}. */
  record CaseSettled(Instant keptUntil) implements Progress {}

  /** The case runs under another version of its policy. */
  record CaseMigrated(PolicyRef from, PolicyRef to, String mode) implements Progress {}

  /** The summary has left the store. */
  record CaseForgotten() implements Progress {}
}
