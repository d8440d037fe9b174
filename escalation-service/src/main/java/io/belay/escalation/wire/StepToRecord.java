package io.belay.escalation.wire;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Money;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.progress.Step.Cause;
import io.belay.events.BreachCorrected;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseClosed;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseLinked;
import io.belay.events.CaseMigrated;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReclassified;
import io.belay.events.CaseReleased;
import io.belay.events.CaseReopened;
import io.belay.events.CaseResolved;
import io.belay.events.CaseSettled;
import io.belay.events.CaseStatus;
import io.belay.events.ClockBreached;
import io.belay.events.ClockExtended;
import io.belay.events.ClockMet;
import io.belay.events.ClockPaused;
import io.belay.events.ClockReopened;
import io.belay.events.ClockResumed;
import io.belay.events.ClockRetargeted;
import io.belay.events.ClockStarted;
import io.belay.events.ClockVoided;
import io.belay.events.ClockWarned;
import io.belay.events.EventRecorded;
import io.belay.events.EventRejected;
import io.belay.events.FollowUpDue;
import io.belay.events.LadderExhausted;
import io.belay.events.MessageClass;
import io.belay.events.PromotionHeld;
import io.belay.events.TierDemoted;
import io.belay.events.TierPromoted;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How each kind of step looks as a record. */
final class StepToRecord {
  /** Stands before the instant at which a passed deadline was decided, in {@code causedBy}. */
  static final String DEADLINE = "deadline:";

  private StepToRecord() {}

  static CaseProgress record(Step step) {
    var policy = step.policy();
    return new CaseProgress(
        step.id(),
        step.caseId(),
        step.customerId(),
        step.sequence(),
        step.decidedAt(),
        causedBy(step.cause()),
        policy == null ? null : policy.pack(),
        policy == null ? null : policy.version(),
        step.tier(),
        payload(step.progress()));
  }

  private static String causedBy(Cause cause) {
    return switch (cause) {
      case Cause.ByEvent(var eventId) -> eventId;
      case Cause.ByTick(var firedAt) -> DEADLINE + firedAt;
    };
  }

  private static SpecificRecord payload(Progress progress) {
    return switch (progress) {
      case Progress.CaseAccepted a -> accepted(a);
      case Progress.EventRecorded e -> recorded(e);
      case Progress.EventRejected e ->
          new EventRejected(e.eventType(), e.reason().code(), e.message(), e.allowedFrom());
      case Progress.ClockStep c -> clockStep(c);
      case Progress.TierPromoted p ->
          new TierPromoted(p.from(), p.to(), p.cause(), p.clock(), p.queue(), p.firedAt());
      case Progress.TierDemoted d -> new TierDemoted(d.from(), d.to(), d.cause(), d.queue());
      case Progress.LadderExhausted l -> new LadderExhausted(l.tier(), l.cause(), l.clock());
      case Progress.FollowUpDue f -> followUp(f);
      case Progress.CaseLinked l -> new CaseLinked(l.toCaseId(), l.incidentId(), l.relation());
      case Progress.PromotionHeld h ->
          new PromotionHeld(h.incidentId(), h.from(), h.to(), h.cause(), h.clock(), h.firedAt());
      case Progress.CaseReleased r -> new CaseReleased(r.incidentId(), r.cause());
      case Progress.CaseReclassified r -> reclassified(r);
      case Progress.CaseResolved r -> new CaseResolved(r.outcome());
      case Progress.CaseClosed c -> new CaseClosed(c.cause());
      case Progress.CaseReopened r -> new CaseReopened(r.times());
      case Progress.CaseSettled s -> new CaseSettled(s.keptUntil());
      case Progress.CaseMigrated m ->
          new CaseMigrated(
              m.to().pack(), m.to().version(), m.from().pack(), m.from().version(), m.mode());
      case Progress.CaseForgotten f -> new CaseForgotten();
    };
  }

  private static SpecificRecord clockStep(Progress.ClockStep step) {
    var kind = kind(step.kind());
    return switch (step) {
      case Progress.ClockStarted s ->
          new ClockStarted(
              s.clock(),
              kind,
              s.startedAt(),
              s.target().toMillis(),
              s.dueAt(),
              s.warnAt(),
              s.period());
      case Progress.ClockPaused p ->
          new ClockPaused(
              p.clock(), kind, p.pausedAt(), p.remaining().toMillis(), p.dueAt(), p.reason());
      case Progress.ClockResumed r ->
          new ClockResumed(r.clock(), kind, r.resumedAt(), r.dueAt(), r.warnAt(), r.reason());
      case Progress.ClockRetargeted r ->
          new ClockRetargeted(
              r.clock(),
              kind,
              r.retargetedAt(),
              r.target().toMillis(),
              r.previousDueAt(),
              r.dueAt(),
              r.warnAt(),
              r.mode());
      case Progress.ClockExtended x ->
          new ClockExtended(
              x.clock(), kind, x.previousDueAt(), x.dueAt(), x.warnAt(), x.approver());
      case Progress.ClockWarned w ->
          new ClockWarned(w.clock(), kind, w.warnedAt(), w.dueAt(), w.firedAt(), w.warning());
      case Progress.ClockBreached b ->
          new ClockBreached(b.clock(), kind, b.dueAt(), b.firedAt(), b.missed());
      case Progress.ClockMet m ->
          new ClockMet(m.clock(), kind, m.metAt(), m.dueAt(), m.late(), m.unprovenMessage());
      case Progress.ClockVoided v ->
          new ClockVoided(v.clock(), kind, v.voidedAt(), v.dueAt(), v.reason());
      case Progress.ClockReopened r ->
          new ClockReopened(
              r.clock(),
              kind,
              r.reopenedAt(),
              r.open().period(),
              r.open().target().toMillis(),
              r.open().remaining().toMillis(),
              r.open().dueAt(),
              r.open().warnAt(),
              r.reason());
      case Progress.BreachCorrected c ->
          new BreachCorrected(c.clock(), kind, c.dueAt(), c.metAt(), c.missed());
    };
  }

  private static CaseAccepted accepted(Progress.CaseAccepted accepted) {
    var profile = accepted.profile();
    return CaseAccepted.newBuilder()
        .setCategory(profile.category())
        .setReportedCategory(accepted.reportedCategory())
        .setPriority(profile.priority())
        .setOpenedAt(accepted.openedAt())
        .setMarket(profile.market())
        .setEntity(profile.entity())
        .setQueue(accepted.queue())
        .setHandledBy(handler(accepted.handledBy()))
        .setTransactionReference(profile.transactionReference())
        .setAmount(amount(profile.money()))
        .setCurrency(currency(profile.money()))
        .setTransactionAt(accepted.dates().transactionAt())
        .build();
  }

  private static EventRecorded recorded(Progress.EventRecorded recorded) {
    var builder =
        EventRecorded.newBuilder()
            .setEventType(recorded.eventType())
            .setHandledBy(handler(recorded.handledBy()))
            .setQueue(recorded.queue())
            .setExcludedAgents(sorted(recorded.excluded().agents()))
            .setExcludedTeams(sorted(recorded.excluded().teams()))
            .setMilestone(recorded.milestone())
            .setProvedMilestone(recorded.provedMilestone())
            .setRating(recorded.rating());
    return switch (recorded.status()) {
      case Status.Open o -> builder.setStatus(CaseStatus.OPEN).build();
      case Status.Waiting(WaitingOn on, Instant until) ->
          builder
              .setStatus(CaseStatus.WAITING)
              .setWaitingOn(on.name())
              .setWaitingUntil(until)
              .build();
      case Status.Resolved r -> builder.setStatus(CaseStatus.RESOLVED).build();
      case Status.Closed c -> builder.setStatus(CaseStatus.CLOSED).build();
    };
  }

  private static FollowUpDue followUp(Progress.FollowUpDue due) {
    var facts = due.facts();
    var profile = facts.profile();
    var incident = due.incident();
    return FollowUpDue.newBuilder()
        .setIncidentId(incident == null ? null : incident.incidentId())
        .setIncidentStep(incident == null ? null : incident.step())
        .setMessageType(due.messageType())
        .setMessageClass(messageClass(due.messageClass()))
        .setMarket(profile.market())
        .setCategory(profile.category())
        .setOpenedAt(facts.openedAt())
        .setAgentName(facts.agentName())
        .setTier(facts.tier())
        .setTierNames(facts.wording().tierNames())
        .setCategoryNames(facts.wording().categoryNames())
        .setExpectedBy(facts.expectedBy())
        .setWaitingOn(facts.why().waitingOn())
        .setOutcome(facts.why().outcome())
        .setOutcomeNames(facts.wording().outcomeNames())
        .setReason(facts.why().reason())
        .setTransactionReference(profile.transactionReference())
        .setAmount(amount(profile.money()))
        .setCurrency(currency(profile.money()))
        .setPriority(profile.priority())
        .setEntity(profile.entity())
        .setNoticeFields(facts.wording().noticeFields())
        .build();
  }

  private static CaseReclassified reclassified(Progress.CaseReclassified reclassified) {
    var profile = reclassified.profile();
    return CaseReclassified.newBuilder()
        .setCategory(profile.category())
        .setPriority(profile.priority())
        .setAmount(amount(profile.money()))
        .setMode(reclassified.mode())
        .setDuplicate(reclassified.duplicate())
        .setMarket(profile.market())
        .setEntity(profile.entity())
        .setTransactionReference(profile.transactionReference())
        .setCurrency(currency(profile.money()))
        .build();
  }

  private static io.belay.events.@Nullable Handler handler(Handler handler) {
    return handler.isNobody()
        ? null
        : new io.belay.events.Handler(handler.agentId(), handler.displayName(), handler.team());
  }

  private static @Nullable String amount(@Nullable Money money) {
    return money == null ? null : money.amount();
  }

  private static @Nullable String currency(@Nullable Money money) {
    return money == null ? null : money.currency();
  }

  private static List<String> sorted(Collection<String> names) {
    return names.isEmpty() ? List.of() : names.stream().sorted().toList();
  }

  private static io.belay.events.ClockKind kind(ClockKind kind) {
    return switch (kind) {
      case INTERNAL -> io.belay.events.ClockKind.INTERNAL;
      case STATUTORY -> io.belay.events.ClockKind.STATUTORY;
    };
  }

  private static MessageClass messageClass(Progress.MessageClass messageClass) {
    return switch (messageClass) {
      case URGENT -> MessageClass.URGENT;
      case ROUTINE -> MessageClass.ROUTINE;
      case STATUTORY -> MessageClass.STATUTORY;
    };
  }
}
