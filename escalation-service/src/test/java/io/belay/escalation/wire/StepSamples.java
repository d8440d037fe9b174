package io.belay.escalation.wire;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Facts;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.MessageClass;
import io.belay.escalation.domain.progress.Progress.Money;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.progress.Progress.Why;
import io.belay.escalation.domain.progress.Progress.Wording;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** At least one step of every kind, with every field filled in one of them. */
final class StepSamples {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Profile FULL =
      new Profile("refund-refused", "P2", "CN", "CN-SH-01", "W-1", new Money("199.00", "CNY"));
  private static final Profile BARE = new Profile("other", "P3", null, null, null, null);
  private static final Handler LI = new Handler("A-17", "李工", "frontline-sh");
  private static final List<Instant> WARNINGS = List.of(NOON.plusSeconds(1), NOON.plusSeconds(2));

  private StepSamples() {}

  static List<Progress> everyKind() {
    var kind = ClockKind.INTERNAL;
    return List.of(
        new Progress.CaseAccepted(
            FULL, "Refund", new CaseDates(NOON, NOON.minusSeconds(9)), "front-line", LI),
        new Progress.CaseAccepted(BARE, "other", NOON, "front-line", Handler.NOBODY),
        new Progress.EventRecorded(
            "WAITING_STARTED",
            new Status.Waiting(WaitingOn.OTHER_BANK, NOON.plusSeconds(60)),
            LI,
            "senior",
            new Excluded(Set.of("A-1", "A-2"), Set.of("T-1")),
            "ACCOUNT_FROZEN",
            "DECISION_SENT",
            4),
        recorded(new Status.Open()),
        recorded(new Status.Resolved()),
        recorded(new Status.Closed()),
        new Progress.EventRejected(
            "REOPENED", Reason.COOL_DOWN, "Expected …", Instant.ofEpochMilli(1)),
        new Progress.ClockStarted(
            "first-response", kind, NOON, Duration.ofMinutes(30), NOON.plusSeconds(9), WARNINGS, 3),
        new Progress.ClockPaused(
            "resolution", kind, NOON, Duration.ofMillis(1234), NOON.plusSeconds(9), "CUSTOMER"),
        new Progress.ClockResumed(
            "resolution", kind, NOON, NOON.plusSeconds(9), WARNINGS, "WAITING_ENDED"),
        new Progress.ClockRetargeted(
            "resolution",
            kind,
            NOON,
            Duration.ofHours(2),
            NOON.plusSeconds(8),
            NOON.plusSeconds(9),
            List.of(),
            "forward"),
        new Progress.ClockExtended(
            "final-response", ClockKind.STATUTORY, NOON, NOON.plusSeconds(9), WARNINGS, "A-1"),
        new Progress.ClockExtended(
            "final-response", ClockKind.STATUTORY, NOON, NOON.plusSeconds(9), List.of(), null),
        new Progress.ClockWarned("resolution", kind, NOON, NOON.plusSeconds(9), NOON, 2),
        new Progress.ClockBreached("next-update", ClockKind.STATUTORY, NOON, NOON, 7),
        new Progress.ClockMet("next-update", kind, NOON, NOON.plusSeconds(9), true),
        new Progress.ClockMet("next-update", kind, NOON, NOON.plusSeconds(9), false, "m-1"),
        new Progress.ClockReopened(
            "next-update",
            kind,
            NOON,
            new Progress.Open(
                3, Duration.ofHours(2), Duration.ofMillis(77), NOON.plusSeconds(9), WARNINGS),
            "bounced"),
        new Progress.BreachCorrected("next-update", kind, NOON, NOON.minusSeconds(9), 2),
        new Progress.CaseMigrated(
            new PolicyRef("wallet", "2026.1"), new PolicyRef("wallet", "2026.2"), "continue"),
        new Progress.CaseForgotten(),
        new Progress.ClockVoided("next-update", kind, NOON, NOON.plusSeconds(9), "case-closed"),
        new Progress.TierPromoted("a", "b", "clock-breached", "first-response", "q", NOON),
        new Progress.TierPromoted("a", "b", "customer-request", null, "q", NOON),
        new Progress.TierDemoted("b", "a", "by-hand", "q"),
        new Progress.LadderExhausted("b", "clock-breached", "first-response"),
        new Progress.FollowUpDue(
            "promotion",
            MessageClass.URGENT,
            new Facts(
                FULL,
                NOON,
                "李工",
                "senior",
                new Wording(
                    Map.of("en", "x"),
                    Map.of("zh-CN", "退款"),
                    Map.of("en", "done"),
                    Map.of("timetable@en", "Within 8 weeks.")),
                NOON.plusSeconds(9),
                new Why("clock-breached", "CUSTOMER", "REFUNDED"))),
        new Progress.FollowUpDue(
            "progress",
            MessageClass.ROUTINE,
            new Facts(
                BARE,
                NOON,
                null,
                "senior",
                new Wording(Map.of(), Map.of(), Map.of()),
                null,
                Why.UNSAID)),
        new Progress.FollowUpDue(
            "incident",
            MessageClass.ROUTINE,
            new Facts(
                BARE,
                NOON,
                null,
                "senior",
                new Wording(Map.of(), Map.of(), Map.of()),
                null,
                Why.UNSAID),
            new Progress.OfIncident("I-1", "joined")),
        new Progress.CaseLinked("C-2", null, "duplicate"),
        new Progress.CaseLinked(null, "I-1", null),
        new Progress.PromotionHeld("I-1", "a", "b", "clock-breached", "first-response", NOON),
        new Progress.PromotionHeld("I-1", "b", null, "customer-request", null, NOON),
        new Progress.CaseReleased("I-1", "resolved"),
        new Progress.CaseReclassified(FULL, "forward", "C-2"),
        new Progress.CaseReclassified(BARE, "retroactive", null),
        new Progress.CaseResolved("REFUNDED"),
        new Progress.CaseClosed("event"),
        new Progress.CaseReopened(2),
        new Progress.CaseSettled(NOON.plusSeconds(1)));
  }

  static Step step(Progress progress) {
    return new Step(
        "C-1",
        "K-1",
        7,
        NOON,
        new Step.Cause.ByEvent("e-1"),
        new PolicyRef("wallet", "2026.1"),
        "front-line",
        progress);
  }

  private static Progress recorded(Status status) {
    return new Progress.EventRecorded(
        "NOTE", status, Handler.NOBODY, "front-line", Excluded.NOBODY, null, null, null);
  }
}
