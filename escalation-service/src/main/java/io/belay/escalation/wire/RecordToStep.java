package io.belay.escalation.wire;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Facts;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Money;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.progress.Progress.Why;
import io.belay.escalation.domain.progress.Progress.Wording;
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
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What step a record tells of. */
final class RecordToStep {
  private RecordToStep() {}

  static Step step(CaseProgress record) {
    return new Step(
        record.getCaseId(),
        record.getCustomerId(),
        record.getSequence(),
        record.getDecidedAt(),
        cause(record.getCausedBy()),
        policy(record.getPolicyPack(), record.getPolicyVersion()),
        record.getTier(),
        progress(record.getPayload()));
  }

  private static Cause cause(String causedBy) {
    if (causedBy.startsWith(StepToRecord.DEADLINE)) {
      try {
        return new Cause.ByTick(Instant.parse(causedBy.substring(StepToRecord.DEADLINE.length())));
      } catch (DateTimeParseException senderChoseSuchAnEventId) {
        return new Cause.ByEvent(causedBy);
      }
    }
    return new Cause.ByEvent(causedBy);
  }

  private static @Nullable PolicyRef policy(@Nullable String pack, @Nullable String version) {
    return pack == null || version == null ? null : new PolicyRef(pack, version);
  }

  private static Progress progress(Object payload) {
    return switch (payload) {
      case CaseAccepted a -> accepted(a);
      case EventRecorded e -> recorded(e);
      case EventRejected e ->
          new Progress.EventRejected(
              e.getEventType(), reason(e.getReason()), e.getMessage(), e.getAllowedFrom());
      case ClockStarted s ->
          new Progress.ClockStarted(
              s.getClock(),
              kind(s.getKind()),
              s.getStartedAt(),
              Duration.ofMillis(s.getTargetMillis()),
              s.getDueAt(),
              s.getWarnAt(),
              s.getPeriod());
      case ClockPaused p ->
          new Progress.ClockPaused(
              p.getClock(),
              kind(p.getKind()),
              p.getPausedAt(),
              Duration.ofMillis(p.getRemainingMillis()),
              p.getDueAt(),
              p.getReason());
      case ClockResumed r ->
          new Progress.ClockResumed(
              r.getClock(),
              kind(r.getKind()),
              r.getResumedAt(),
              r.getDueAt(),
              r.getWarnAt(),
              r.getReason());
      case ClockRetargeted r ->
          new Progress.ClockRetargeted(
              r.getClock(),
              kind(r.getKind()),
              r.getRetargetedAt(),
              Duration.ofMillis(r.getTargetMillis()),
              r.getPreviousDueAt(),
              r.getDueAt(),
              r.getWarnAt(),
              r.getMode());
      case ClockExtended x ->
          new Progress.ClockExtended(
              x.getClock(),
              kind(x.getKind()),
              x.getPreviousDueAt(),
              x.getDueAt(),
              x.getWarnAt(),
              x.getApprover());
      case ClockWarned w ->
          new Progress.ClockWarned(
              w.getClock(),
              kind(w.getKind()),
              w.getWarnedAt(),
              w.getDueAt(),
              w.getFiredAt(),
              w.getWarning());
      case ClockBreached b ->
          new Progress.ClockBreached(
              b.getClock(), kind(b.getKind()), b.getDueAt(), b.getFiredAt(), b.getMissed());
      case ClockMet m ->
          new Progress.ClockMet(
              m.getClock(),
              kind(m.getKind()),
              m.getMetAt(),
              m.getDueAt(),
              m.getLate(),
              m.getUnprovenMessage());
      case ClockReopened r ->
          new Progress.ClockReopened(
              r.getClock(),
              kind(r.getKind()),
              r.getReopenedAt(),
              new Progress.Open(
                  r.getPeriod(),
                  Duration.ofMillis(r.getTargetMillis()),
                  Duration.ofMillis(r.getRemainingMillis()),
                  r.getDueAt(),
                  r.getWarnAt()),
              r.getReason());
      case BreachCorrected c ->
          new Progress.BreachCorrected(
              c.getClock(), kind(c.getKind()), c.getDueAt(), c.getMetAt(), c.getMissed());
      case ClockVoided v ->
          new Progress.ClockVoided(
              v.getClock(), kind(v.getKind()), v.getVoidedAt(), v.getDueAt(), v.getReason());
      case TierPromoted p ->
          new Progress.TierPromoted(
              p.getFrom(), p.getTo(), p.getCause(), p.getClock(), p.getQueue(), p.getFiredAt());
      case TierDemoted d ->
          new Progress.TierDemoted(d.getFrom(), d.getTo(), d.getCause(), d.getQueue());
      case LadderExhausted l ->
          new Progress.LadderExhausted(l.getTier(), l.getCause(), l.getClock());
      case FollowUpDue f -> followUp(f);
      case CaseLinked l ->
          new Progress.CaseLinked(l.getToCaseId(), l.getIncidentId(), l.getRelation());
      case PromotionHeld h ->
          new Progress.PromotionHeld(
              h.getIncidentId(),
              h.getFrom(),
              h.getTo(),
              h.getCause(),
              h.getClock(),
              h.getFiredAt());
      case CaseReleased r -> new Progress.CaseReleased(r.getIncidentId(), r.getCause());
      case CaseReclassified r -> reclassified(r);
      case CaseResolved r -> new Progress.CaseResolved(r.getOutcome());
      case CaseClosed c -> new Progress.CaseClosed(c.getCause());
      case CaseReopened r -> new Progress.CaseReopened(r.getTimes());
      case CaseSettled s -> new Progress.CaseSettled(s.getKeptUntil());
      case CaseMigrated m ->
          new Progress.CaseMigrated(
              new PolicyRef(m.getPreviousPack(), m.getPreviousVersion()),
              new PolicyRef(m.getPack(), m.getVersion()),
              m.getMode());
      case CaseForgotten f -> new Progress.CaseForgotten();
      default -> throw unknown("step", payload.getClass().getSimpleName());
    };
  }

  private static Progress.CaseAccepted accepted(CaseAccepted a) {
    var profile =
        new Profile(
            a.getCategory(),
            a.getPriority(),
            a.getMarket(),
            a.getEntity(),
            a.getTransactionReference(),
            money(a.getAmount(), a.getCurrency()));
    return new Progress.CaseAccepted(
        profile,
        a.getReportedCategory(),
        new CaseDates(a.getOpenedAt(), a.getTransactionAt()),
        a.getQueue(),
        handler(a.getHandledBy()));
  }

  private static Progress.EventRecorded recorded(EventRecorded e) {
    return new Progress.EventRecorded(
        e.getEventType(),
        status(e),
        handler(e.getHandledBy()),
        e.getQueue(),
        new Excluded(Set.copyOf(e.getExcludedAgents()), Set.copyOf(e.getExcludedTeams())),
        e.getMilestone(),
        e.getProvedMilestone(),
        e.getRating());
  }

  private static Status status(EventRecorded e) {
    return switch (e.getStatus()) {
      case OPEN -> new Status.Open();
      case WAITING ->
          new Status.Waiting(
              WaitingOn.valueOf(Objects.requireNonNull(e.getWaitingOn())),
              Objects.requireNonNull(e.getWaitingUntil()));
      case RESOLVED -> new Status.Resolved();
      case CLOSED -> new Status.Closed();
      case UNKNOWN -> throw unknown("status", "UNKNOWN");
    };
  }

  private static Progress.FollowUpDue followUp(FollowUpDue f) {
    var profile =
        new Profile(
            f.getCategory(),
            Objects.requireNonNullElse(f.getPriority(), ""),
            f.getMarket(),
            f.getEntity(),
            f.getTransactionReference(),
            money(f.getAmount(), f.getCurrency()));
    var facts =
        new Facts(
            profile,
            f.getOpenedAt(),
            f.getAgentName(),
            f.getTier(),
            new Wording(
                f.getTierNames(), f.getCategoryNames(), f.getOutcomeNames(), f.getNoticeFields()),
            f.getExpectedBy(),
            new Why(f.getReason(), f.getWaitingOn(), f.getOutcome()));
    var incidentId = f.getIncidentId();
    return new Progress.FollowUpDue(
        f.getMessageType(),
        messageClass(f.getMessageClass()),
        facts,
        incidentId == null ? null : new Progress.OfIncident(incidentId, f.getIncidentStep()));
  }

  private static Progress.CaseReclassified reclassified(CaseReclassified r) {
    var profile =
        new Profile(
            r.getCategory(),
            r.getPriority(),
            r.getMarket(),
            r.getEntity(),
            r.getTransactionReference(),
            money(r.getAmount(), r.getCurrency()));
    return new Progress.CaseReclassified(profile, r.getMode(), r.getDuplicate());
  }

  private static Reason reason(String code) {
    for (var reason : Reason.values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    throw unknown("reason", code);
  }

  private static Handler handler(io.belay.events.@Nullable Handler handler) {
    return handler == null
        ? Handler.NOBODY
        : new Handler(handler.getAgentId(), handler.getDisplayName(), handler.getTeam());
  }

  private static @Nullable Money money(@Nullable String amount, @Nullable String currency) {
    return amount == null ? null : new Money(amount, currency);
  }

  private static ClockKind kind(io.belay.events.ClockKind kind) {
    return switch (kind) {
      case INTERNAL -> ClockKind.INTERNAL;
      case STATUTORY -> ClockKind.STATUTORY;
      case UNKNOWN -> throw unknown("kind of clock", "UNKNOWN");
    };
  }

  private static Progress.MessageClass messageClass(MessageClass messageClass) {
    return switch (messageClass) {
      case URGENT -> Progress.MessageClass.URGENT;
      case ROUTINE -> Progress.MessageClass.ROUTINE;
      case STATUTORY -> Progress.MessageClass.STATUTORY;
      case UNKNOWN -> throw unknown("message class", "UNKNOWN");
    };
  }

  private static UnreadableRecordException unknown(String what, String found) {
    return new UnreadableRecordException(
        "unknown-" + what.replace(' ', '-'), "Expected a known " + what + ", but found " + found);
  }
}
