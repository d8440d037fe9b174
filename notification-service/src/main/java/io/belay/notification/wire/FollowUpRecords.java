package io.belay.notification.wire;

import io.belay.events.CaseProgress;
import io.belay.events.FollowUpDue;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads follow-ups out of case progress. */
final class FollowUpRecords {
  private FollowUpRecords() {}

  /** The follow-up in a step of a case; null where the step is another or nobody is to be told. */
  static @Nullable FollowUp read(CaseProgress progress) {
    var customerId = progress.getCustomerId();
    if (!(progress.getPayload() instanceof FollowUpDue due) || customerId == null) {
      return null;
    }
    return new FollowUp(
        customerId,
        progress.getCaseId(),
        progress.getSequence(),
        progress.getDecidedAt(),
        due.getMessageType(),
        messageClass(due),
        due.getMarket(),
        due.getNotAfter(),
        facts(due));
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
        due.getCurrency());
  }

  private static Names names(String code, Map<String, String> byLanguage) {
    return new Names(code, byLanguage);
  }
}
