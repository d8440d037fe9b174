package io.belay.escalation.web;

import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.ClockStep;
import io.belay.escalation.domain.progress.Progress.Handler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step says, by its kind, as names and values; what is not known is left out. */
final class StepDetails {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private StepDetails() {}

  static Map<String, Object> of(Progress progress) {
    var details = new StepDetails();
    details.say(progress);
    return details.values;
  }

  private void say(Progress progress) {
    switch (progress) {
      case Progress.CaseAccepted a -> {
        put("category", a.profile().category());
        put("reportedCategory", a.reportedCategory());
        put("priority", a.profile().priority());
        put("market", a.profile().market());
        put("entity", a.profile().entity());
        put("transactionReference", a.profile().transactionReference());
        put("queue", a.queue());
        put("handledBy", shownName(a.handledBy()));
        put("transactionAt", a.dates().transactionAt());
      }
      case Progress.EventRecorded e -> {
        put("eventType", e.eventType());
        put("state", CaseView.stateOf(e.status()));
        put("queue", e.queue());
        put("handledBy", shownName(e.handledBy()));
        put("milestone", e.milestone());
        put("provedMilestone", e.provedMilestone());
        put("rating", e.rating());
      }
      case Progress.EventRejected e -> {
        put("eventType", e.eventType());
        put("reason", e.reason().code());
        put("message", e.message());
      }
      case ClockStep c -> clock(c);
      case Progress.TierPromoted p -> {
        put("from", p.from());
        put("to", p.to());
        put("cause", p.cause());
        put("clock", p.clock());
        put("queue", p.queue());
        put("firedAt", p.firedAt());
      }
      case Progress.TierDemoted d -> {
        put("from", d.from());
        put("to", d.to());
        put("cause", d.cause());
        put("queue", d.queue());
      }
      case Progress.LadderExhausted l -> {
        put("tier", l.tier());
        put("cause", l.cause());
        put("clock", l.clock());
      }
      case Progress.FollowUpDue f -> {
        put("messageType", f.messageType());
        put("messageClass", CaseView.lower(f.messageClass()));
        put("expectedBy", f.facts().expectedBy());
        put("reason", f.facts().why().reason());
      }
      case Progress.CaseLinked l -> {
        put("toCaseId", l.toCaseId());
        put("incidentId", l.incidentId());
        put("relation", l.relation());
      }
      case Progress.PromotionHeld h -> {
        put("incidentId", h.incidentId());
        put("from", h.from());
        put("to", h.to());
        put("cause", h.cause());
        put("clock", h.clock());
        put("firedAt", h.firedAt());
      }
      case Progress.CaseReleased r -> {
        put("incidentId", r.incidentId());
        put("cause", r.cause());
      }
      case Progress.CaseReclassified r -> {
        put("category", r.profile().category());
        put("priority", r.profile().priority());
        put("mode", r.mode());
        put("duplicate", r.duplicate());
      }
      case Progress.CaseResolved r -> put("outcome", r.outcome());
      case Progress.CaseClosed c -> put("cause", c.cause());
      case Progress.CaseReopened r -> put("times", r.times());
      case Progress.CaseSettled s -> put("keptUntil", s.keptUntil());
      case Progress.CaseMigrated m -> {
        put("from", m.from().toString());
        put("to", m.to().toString());
        put("mode", m.mode());
      }
      case Progress.CaseForgotten f -> {}
    }
  }

  private void clock(ClockStep step) {
    put("clock", step.clock());
    put("kind", CaseView.lower(step.kind()));
    switch (step) {
      case Progress.ClockStarted s -> {
        put("startedAt", s.startedAt());
        put("target", s.target());
        put("dueAt", s.dueAt());
        put("period", s.period());
      }
      case Progress.ClockPaused p -> {
        put("pausedAt", p.pausedAt());
        put("remaining", p.remaining());
        put("reason", p.reason());
      }
      case Progress.ClockResumed r -> {
        put("resumedAt", r.resumedAt());
        put("dueAt", r.dueAt());
        put("reason", r.reason());
      }
      case Progress.ClockRetargeted r -> {
        put("retargetedAt", r.retargetedAt());
        put("target", r.target());
        put("previousDueAt", r.previousDueAt());
        put("dueAt", r.dueAt());
        put("mode", r.mode());
      }
      case Progress.ClockExtended x -> {
        put("previousDueAt", x.previousDueAt());
        put("dueAt", x.dueAt());
        put("approver", x.approver());
      }
      case Progress.ClockWarned w -> {
        put("warnedAt", w.warnedAt());
        put("dueAt", w.dueAt());
        put("firedAt", w.firedAt());
        put("warning", w.warning());
      }
      case Progress.ClockBreached b -> {
        put("dueAt", b.dueAt());
        put("firedAt", b.firedAt());
        put("missed", b.missed());
      }
      case Progress.ClockMet m -> {
        put("metAt", m.metAt());
        put("dueAt", m.dueAt());
        put("late", m.late());
        put("unprovenMessage", m.unprovenMessage());
      }
      case Progress.ClockReopened r -> {
        put("reopenedAt", r.reopenedAt());
        put("period", r.open().period());
        put("remaining", r.open().remaining());
        put("dueAt", r.open().dueAt());
        put("reason", r.reason());
      }
      case Progress.BreachCorrected c -> {
        put("dueAt", c.dueAt());
        put("metAt", c.metAt());
        put("missed", c.missed());
      }
      case Progress.ClockVoided v -> {
        put("voidedAt", v.voidedAt());
        put("dueAt", v.dueAt());
        put("reason", v.reason());
      }
    }
  }

  private static @Nullable String shownName(Handler handler) {
    return handler.displayName() == null ? handler.agentId() : handler.displayName();
  }

  private void put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
