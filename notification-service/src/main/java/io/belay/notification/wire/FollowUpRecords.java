package io.belay.notification.wire;

import io.belay.events.CaseForgotten;
import io.belay.events.CaseProgress;
import io.belay.events.CaseSettled;
import io.belay.events.ClockKind;
import io.belay.events.ClockMet;
import io.belay.events.ClockReopened;
import io.belay.events.ClockStarted;
import io.belay.events.ClockVoided;
import io.belay.events.FollowUpDue;
import io.belay.notification.domain.CaseNews;
import io.belay.notification.domain.DutyChange;
import io.belay.notification.domain.DutyChange.Kind;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is to be said, and what statutory clocks do, out of case progress. */
final class FollowUpRecords {
  private FollowUpRecords() {}

  /** What a step of a case means; null where it means nothing here or is nobody's. */
  static @Nullable CaseNews read(CaseProgress progress) {
    var customerId = progress.getCustomerId();
    if (customerId == null) {
      return null;
    }
    return switch (progress.getPayload()) {
      case FollowUpDue due -> followUp(progress, customerId, due);
      case ClockStarted started ->
          duty(progress, customerId, started.getKind(), Kind.RUNS, started.getClock());
      case ClockReopened open ->
          duty(progress, customerId, open.getKind(), Kind.RUNS, open.getClock());
      case ClockMet met -> duty(progress, customerId, met.getKind(), Kind.ENDED, met.getClock());
      case ClockVoided voided ->
          duty(progress, customerId, voided.getKind(), Kind.ENDED, voided.getClock());
      case CaseSettled settled -> duty(progress, customerId, ClockKind.STATUTORY, Kind.SETTLED, "");
      case CaseForgotten gone ->
          duty(progress, customerId, ClockKind.STATUTORY, Kind.FORGOTTEN, "");
      default -> null;
    };
  }

  private static @Nullable DutyChange duty(
      CaseProgress progress, String customerId, ClockKind clockKind, Kind kind, String clock) {
    return clockKind == ClockKind.STATUTORY
        ? new DutyChange(customerId, progress.getCaseId(), progress.getSequence(), kind, clock)
        : null;
  }

  private static FollowUp followUp(CaseProgress progress, String customerId, FollowUpDue due) {
    return new FollowUp(
        customerId,
        progress.getCaseId(),
        progress.getSequence(),
        progress.getDecidedAt(),
        due.getMessageType(),
        messageClass(due),
        due.getMarket(),
        due.getNotAfter(),
        facts(due),
        toldOnce(due),
        List.of());
  }

  /** The step of the incident that is told, once a customer; null: it is about the case alone. */
  private static @Nullable String toldOnce(FollowUpDue due) {
    var step = due.getIncidentStep();
    return step == null ? null : due.getIncidentId() + "/" + step;
  }

  private static MessageClass messageClass(FollowUpDue due) {
    return switch (due.getMessageClass()) {
      case URGENT -> MessageClass.URGENT;
      case STATUTORY -> MessageClass.STATUTORY;
      case ROUTINE, UNKNOWN -> MessageClass.ROUTINE;
    };
  }

  private static Facts facts(FollowUpDue due) {
    var outcome = due.getOutcome();
    return new Facts(
        due.getOpenedAt(),
        names(due.getCategory(), due.getCategoryNames()),
        names(due.getTier(), due.getTierNames()),
        due.getAgentName(),
        due.getExpectedBy(),
        due.getWaitingOn(),
        outcome == null ? null : names(outcome, due.getOutcomeNames()),
        due.getReason(),
        due.getTransactionReference(),
        due.getAmount(),
        due.getCurrency(),
        due.getNoticeFields());
  }

  private static Names names(String code, Map<String, String> byLanguage) {
    return new Names(code, byLanguage);
  }
}
