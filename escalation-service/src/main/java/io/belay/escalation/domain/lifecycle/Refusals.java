package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.policy.Priority;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that say no to an event about a known case, each with its sentence. */
final class Refusals {

  private final CaseState state;
  private final ReportedEvent event;
  private final PolicyPack policy;

  /** No, and why; and from when on not, where only time is against it. */
  record Refusal(Reason reason, String text, @Nullable Instant allowedFrom) {}

  private Refusals(CaseState state, ReportedEvent event, PolicyPack policy) {
    this.state = state;
    this.event = event;
    this.policy = policy;
  }

  /** Empty: no rule objects. */
  static Optional<Refusal> of(
      CaseState state,
      ReportedEvent event,
      PolicyPack policy,
      Function<PolicyRef, Optional<PolicyPack>> published) {
    var rules = new Refusals(state, event, policy);
    return rules
        .ofTheFuture()
        .or(rules::anotherCustomers)
        .or(rules::byType)
        .or(
            () ->
                event.event() instanceof CaseEvent.PolicyChanged change
                    ? PolicyChange.refusal(state, change, published)
                    : Optional.empty());
  }

  /** A clock that is so far ahead tells nothing about the order of things. */
  private Optional<Refusal> ofTheFuture() {
    return event.times().inFuture()
        ? no(Reason.OCCURRED_IN_FUTURE, "to get events of the past: " + aheadOf(event))
        : Optional.empty();
  }

  static String aheadOf(ReportedEvent event) {
    return "it is said to be of "
        + event.times().occurredAt()
        + ", but came at "
        + event.times().appendedAt();
  }

  private Optional<Refusal> anotherCustomers() {
    var told = event.customerId();
    return told == null || told.equals(state.identity().customerId())
        ? Optional.empty()
        : no(Reason.CUSTOMER_MISMATCH, "to belong to the customer named in the event");
  }

  private Optional<Refusal> byType() {
    return switch (event.event()) {
      case CaseEvent.Opened o ->
          no(Reason.CASE_ALREADY_OPEN, "to be new, but it has been opened before");
      case CaseEvent.Assigned a ->
          closed().or(() -> unknownTier(a.tier())).or(() -> excluded(a.agent()));
      case CaseEvent.AgentReplied a -> closed();
      case CaseEvent.WaitingEnded w -> closed();
      case CaseEvent.Resolved r -> closed();
      case CaseEvent.WaitingStarted w -> notInWork();
      case CaseEvent.EscalationRequested r ->
          notInWork().or(() -> r.tier() == null ? higherTierRefused() : unknownTier(r.tier()));
      case CaseEvent.Deescalated d ->
          notInWork().or(() -> unknownTier(d.tier())).or(() -> notLower(d.tier()));
      case CaseEvent.Reclassified r -> closed().or(() -> misclassified(r));
      case CaseEvent.ExtensionGranted e -> extensionRefused(e);
      case CaseEvent.Reopened r ->
          state.inWork()
              ? no(Reason.CASE_IN_WORK, "to be resolved or closed before it is reopened")
              : reopenedTooLate();
      case CaseEvent.Rated r ->
          r.score() < 1 || r.score() > 5
              ? no(Reason.RATING_OUT_OF_RANGE, "to be rated 1 to 5, but the score is " + r.score())
              : Optional.empty();
      case CaseEvent.CustomerReplied c -> Optional.empty();
      case CaseEvent.MilestoneReached m -> Optional.empty();
      case CaseEvent.ComplaintRaised c -> Optional.empty();
      case CaseEvent.Closed c -> Optional.empty();
      case CaseEvent.ContactMissed c -> Optional.empty();
      case CaseEvent.Linked l -> linkRefused(l);
      case CaseEvent.Noted n -> Optional.empty();
      case CaseEvent.CustomerInformed c -> Optional.empty();
      case CaseEvent.MessageBounced b -> Optional.empty();
      case CaseEvent.PolicyChanged p -> Optional.empty();
      case CaseEvent.IncidentEscalated i -> Optional.empty();
      case CaseEvent.IncidentReleased i -> Optional.empty();
    };
  }

  /** Incidents do not belong to incidents: two that did would hold each other for ever. */
  private Optional<Refusal> linkRefused(CaseEvent.Linked link) {
    var own = state.identity().caseId();
    if (own.equals(link.toCaseId()) || own.equals(link.incidentId())) {
      return no(Reason.LINKED_TO_ITSELF, "to be linked to another case, but not to itself");
    }
    boolean isIncident = policy.categories().of(state.profile().category()).incident();
    return isIncident && link.incidentId() != null
        ? no(
            Reason.INCIDENT_NOT_A_MEMBER,
            "to belong to an incident, but it is one itself: link cases to it instead")
        : Optional.empty();
  }

  private Optional<Refusal> extensionRefused(CaseEvent.ExtensionGranted granted) {
    var name = granted.clock();
    var statute =
        policy.clocks().stream()
            .filter(rule -> rule.name().equals(name))
            .flatMap(rule -> Stream.ofNullable(rule.statute()))
            .findFirst();
    if (statute.filter(law -> !law.extensions().isEmpty()).isEmpty()) {
      return no(
          Reason.NOT_ALLOWED_BY_PACK,
          "to have a clock '" + name + "' that may be extended, but the pack names none");
    }
    var clock = state.clock(name).filter(known -> known.running() || wasInTime(known));
    if (clock.isEmpty()) {
      return no(
          Reason.CLOCK_NOT_OPEN,
          "to have clock '" + name + "' running, before it is due, but it is not");
    }
    var stint = clock.get().stint();
    return statute
        .get()
        .next(stint.startedAt(), stint.dueAt())
        .map(extension -> conditionMissing(extension, granted))
        .orElseGet(
            () ->
                no(
                    Reason.NOT_ALLOWED_BY_PACK,
                    "to extend clock '" + name + "' once more, but it has no more time to give"));
  }

  /** Whether the clock ran when it was given more time, though its breach is decided by now. */
  private boolean wasInTime(Clock clock) {
    var at = event.businessTime();
    return clock.phase() instanceof Clock.Phase.Breached
        && !at.isBefore(clock.stint().startedAt())
        && !at.isAfter(clock.stint().dueAt());
  }

  private Optional<Refusal> conditionMissing(
      Statute.Extension extension, CaseEvent.ExtensionGranted granted) {
    if (extension.needsApprover() && granted.approver() == null) {
      return no(
          Reason.APPROVER_MISSING,
          "to extend clock '" + granted.clock() + "' with an approver, but the event names none");
    }
    var notice = extension.notice();
    if (notice != null && !state.history().milestones().has(notice)) {
      return no(
          Reason.NOTICE_MISSING,
          "to have reached the milestone "
              + notice
              + " before clock '"
              + granted.clock()
              + "' is extended, but it has not");
    }
    return Optional.empty();
  }

  private Optional<Refusal> reopenedTooLate() {
    var until = state.reopenableUntil(policy.caseRules());
    return event.businessTime().isAfter(until)
        ? no(Reason.REOPENING_TOO_LATE, "to be reopened until " + until + ", not later")
        : Optional.empty();
  }

  private Optional<Refusal> closed() {
    return state.closed()
        ? no(Reason.CASE_CLOSED, "to be open, but it is already closed")
        : Optional.empty();
  }

  private Optional<Refusal> notInWork() {
    var closed = closed();
    return closed.isEmpty() && state.status() instanceof Status.Resolved
        ? no(Reason.CASE_RESOLVED, "to be in work, but it is already resolved")
        : closed;
  }

  private Optional<Refusal> unknownTier(@Nullable String tier) {
    return tier == null || policy.ladder().find(tier).isPresent()
        ? Optional.empty()
        : no(Reason.TIER_UNKNOWN, "to move to a tier of the pack, but it has no '" + tier + "'");
  }

  /** A complaint never goes back to the agent or the team it is about. */
  private Optional<Refusal> excluded(@Nullable Actor agent) {
    var excluded = state.placement().excluded();
    boolean hit =
        agent != null
            && ((agent.agentId() != null && excluded.agents().contains(agent.agentId()))
                || (agent.team() != null && excluded.teams().contains(agent.team())));
    return hit
        ? no(Reason.AGENT_EXCLUDED, "to go to another agent, but this one or the team is excluded")
        : Optional.empty();
  }

  /** Whoever wants another agent gets one, also where there is no rung to climb for it. */
  private Optional<Refusal> higherTierRefused() {
    boolean differentAgent =
        event.event() instanceof CaseEvent.EscalationRequested request && request.differentAgent();
    return differentAgent ? Optional.empty() : rungRefused();
  }

  /** Whether the case climbs at this wish, or only its handler changes. */
  static boolean letsClimb(CaseState state, ReportedEvent event, PolicyPack policy) {
    return new Refusals(state, event, policy).rungRefused().isEmpty();
  }

  private Optional<Refusal> rungRefused() {
    var tier = state.placement().tier();
    if (policy.ladder().above(tier).isEmpty()) {
      return no(Reason.TOP_TIER_REACHED, "to have a tier above '" + tier + "', but there is none");
    }
    boolean byCustomer = event.actor() != null && event.actor().kind() == Actor.Kind.CUSTOMER;
    return byCustomer ? guardRails() : Optional.empty();
  }

  private Optional<Refusal> guardRails() {
    var requests = policy.caseRules().customerRequests();
    if (!requests.allowed()) {
      return no(
          Reason.NOT_ALLOWED_BY_PACK,
          "to climb at its customer's wish, but the pack does not allow it");
    }
    var earliest = state.identity().openedAt().plus(requests.notBefore());
    if (event.businessTime().isBefore(earliest)) {
      return no(
          Reason.TOO_EARLY,
          "to climb at its customer's wish from " + earliest + " on, not before",
          earliest);
    }
    var last = state.history().promotedForCustomerAt();
    if (last != null && event.businessTime().isBefore(last.plus(requests.coolDown()))) {
      return no(
          Reason.COOL_DOWN,
          "to climb at its customer's wish once in "
              + requests.coolDown()
              + ", and it last did at "
              + last,
          last.plus(requests.coolDown()));
    }
    return Optional.empty();
  }

  private Optional<Refusal> notLower(@Nullable String tier) {
    var current = state.placement().tier();
    boolean lower =
        tier == null
            ? policy.ladder().below(current).isPresent()
            : policy.ladder().heightOf(tier) < policy.ladder().heightOf(current);
    return lower
        ? Optional.empty()
        : no(Reason.TIER_NOT_LOWER, "to go down from '" + current + "', but there is no such step");
  }

  private Optional<Refusal> misclassified(CaseEvent.Reclassified change) {
    if (change.category() != null && !policy.categories().byName().containsKey(change.category())) {
      return no(
          Reason.CATEGORY_UNKNOWN,
          "to get a category of the pack, but it has no '" + change.category() + "'");
    }
    if (change.priority() != null && !Priority.ALL.contains(change.priority())) {
      return no(
          Reason.PRIORITY_UNKNOWN, "to get a priority P1 to P4, but not " + change.priority());
    }
    var modes = policy.caseRules().onReclassification();
    if (modes.of(change.mode()).isEmpty()) {
      return no(
          Reason.MODE_NOT_ALLOWED,
          "to be re-classified in a mode of "
              + modes.allowed().stream().map(ChangeMode::word).sorted().toList()
              + ", but not "
              + change.mode());
    }
    return Optional.empty();
  }

  private Optional<Refusal> no(Reason reason, String expectation) {
    return no(reason, expectation, null);
  }

  private Optional<Refusal> no(Reason reason, String expectation, @Nullable Instant allowedFrom) {
    return Optional.of(
        new Refusal(
            reason,
            "Expected case '" + state.identity().caseId() + "' " + expectation,
            allowedFrom));
  }
}
