package io.belay.notification.wire;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseClosed;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReclassified;
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
import io.belay.events.EventRecorded;
import io.belay.events.EventRejected;
import io.belay.events.FollowUpDue;
import io.belay.events.Handler;
import io.belay.events.TierDemoted;
import io.belay.events.TierPromoted;
import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.Names;
import io.belay.notification.domain.track.CaseStep;
import io.belay.notification.domain.track.News;
import org.jspecify.annotations.Nullable;

/** Reads what concerns the customer out of case progress. */
final class CaseStepRecords {
  /** How the contract names clocks at whose end the case closes. */
  private static final String CLOSING = "auto-close-";

  private CaseStepRecords() {}

  static CaseHeard read(CaseProgress progress) {
    return new CaseHeard(
        FollowUpRecords.read(progress),
        new CaseStep(
            progress.getCaseId(),
            progress.getCustomerId(),
            progress.getSequence(),
            progress.getDecidedAt(),
            progress.getCausedBy(),
            progress.getTier(),
            news(progress.getPayload())));
  }

  private static News news(Object payload) {
    return switch (payload) {
      case CaseAccepted a ->
          new News.Opened(a.getOpenedAt(), a.getCategory(), a.getMarket(), agent(a.getHandledBy()));
      case EventRecorded e -> happened(e);
      case EventRejected e -> new News.Refused(e.getEventType(), e.getReason(), e.getAllowedFrom());
      case TierPromoted up -> new News.WentUp(up.getTo(), up.getCause());
      case TierDemoted down -> new News.WentDown(down.getTo());
      case ClockStarted c when c.getClock().startsWith(CLOSING) ->
          new News.Closes(c.getClock(), c.getDueAt());
      case ClockStarted c -> new News.Due(c.getClock(), c.getDueAt());
      case ClockResumed c -> new News.Due(c.getClock(), c.getDueAt());
      case ClockRetargeted c -> new News.Due(c.getClock(), c.getDueAt());
      case ClockExtended c -> new News.Due(c.getClock(), c.getDueAt());
      case ClockReopened c -> new News.Due(c.getClock(), c.getDueAt());
      case ClockPaused c -> new News.NotDue(c.getClock());
      case ClockBreached c -> new News.NotDue(c.getClock());
      case ClockMet c -> new News.NotDue(c.getClock());
      case ClockVoided c -> new News.NotDue(c.getClock());
      case FollowUpDue due -> told(due);
      case CaseReclassified c -> new News.Reclassified(c.getCategory(), c.getMarket());
      case CaseResolved r -> new News.Decided(r.getOutcome());
      case CaseClosed c -> new News.Closed();
      case CaseReopened r -> new News.Reopened();
      case CaseSettled s -> new News.Settled(s.getKeptUntil());
      case CaseForgotten f -> new News.Forgotten();
      // warnings, exhausted ladders, and what later releases add
      default -> new News.Nothing();
    };
  }

  private static News happened(EventRecorded event) {
    return new News.Happened(
        event.getEventType(),
        status(event.getStatus()),
        event.getWaitingOn(),
        event.getWaitingUntil(),
        agent(event.getHandledBy()),
        event.getMilestone(),
        event.getRating());
  }

  private static News told(FollowUpDue due) {
    var outcome = due.getOutcome();
    return new News.Told(
        due.getMessageType(),
        new Names(due.getCategory(), due.getCategoryNames()),
        new Names(due.getTier(), due.getTierNames()),
        outcome == null ? null : new Names(outcome, due.getOutcomeNames()),
        due.getAgentName(),
        due.getExpectedBy(),
        due.getReason());
  }

  private static News.@Nullable Status status(CaseStatus status) {
    return switch (status) {
      case OPEN -> News.Status.OPEN;
      case WAITING -> News.Status.WAITING;
      case RESOLVED -> News.Status.RESOLVED;
      case CLOSED -> News.Status.CLOSED;
      case UNKNOWN -> null;
    };
  }

  private static @Nullable String agent(@Nullable Handler handler) {
    return handler == null ? null : handler.getDisplayName();
  }
}
