package io.belay.escalation.domain.lifecycle;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.TieRule;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Lives of cases with answers that other systems gave, or that their users asked for.
 *
 * <p>LC-11 (no bare days) and LC-17 (a calendar that is never open) are mistakes of a pack.
 */
class LifecycleCasesTest {
  private static final String PROMISE = "promise";
  private static final WorkingCalendar NINE_TO_FIVE =
      WorkingCalendar.in(ZoneId.of("UTC")).openMondayToFriday("09:00", "17:00").build();

  /** P3 has so long, P1 two hours, P4 no such promise. */
  private static ClockRule promise(
      WorkingCalendar calendar, Duration target, OnReopen onReopen, Warning... warnings) {
    return ClockRule.internal(
        PROMISE,
        StartsOn.OPENED,
        new Target(calendar, Set.of(), Map.of(), Map.of("P1", ofHours(2), "P3", target)),
        Set.of("RESOLVED"),
        false,
        true,
        onReopen,
        new Effects(List.of(warnings), false, false, false));
  }

  private static PolicyPack pack(ClockRule... clocks) {
    return pack(ChangeMode.RETROACTIVE, clocks);
  }

  private static PolicyPack pack(ChangeMode mode, ClockRule... clocks) {
    return SmallPack.of(new OnReclassification(mode, EnumSet.of(mode)), clocks);
  }

  private static CaseEvent toPriority(String priority) {
    return new CaseEvent.Reclassified(null, priority, null, null);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  @DisplayName("LC-02: a priority without a promise ends an internal clock and says why, no law's")
  void aPriorityWithoutAPromiseEndsAnInternalClockOnly() {
    var berlin =
        WorkingCalendar.in(ZoneId.of("Europe/Berlin")).openMondayToFriday("09:00", "17:00").build();
    var law =
        ClockRule.statutory(
            "law",
            Set.of(),
            Set.of("milestone:ANSWERED"),
            new Effects(List.of(), false, false, false),
            new Statute(
                "Act",
                new StatutoryClock(
                    new Term.CalendarDays(30),
                    ZoneId.of("Europe/Berlin"),
                    BusinessDays.EVERY_DAY,
                    Options.STRICT),
                null,
                Statute.InForce.ALWAYS,
                List.of()));
    var life =
        Life.opened(
            pack(promise(berlin, ofHours(2), OnReopen.NONE), law),
            "2013-03-21T09:30:00Z",
            "other",
            "P3");
    life.event("2013-03-21T09:40:00Z", toPriority("P4"));

    assertThat(life.clock(PROMISE).phase())
        .isEqualTo(new Clock.Phase.Voided(at("2013-03-21T09:40:00Z"), Causes.RECLASSIFIED));
    assertThat(life.clock("law").running()).isTrue();
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
  }

  @Test
  @DisplayName("LC-04: a customer who writes again moves no due time")
  void aCustomerWhoWritesAgainMovesNoDueTime() {
    var berlin =
        WorkingCalendar.in(ZoneId.of("Europe/Berlin"))
            .openMondayToFriday("08:00", "20:00")
            .holiday(LocalDate.of(2016, 11, 1))
            .build();
    var life =
        Life.opened(
            pack(promise(berlin, ofHours(20), OnReopen.NONE)),
            "2016-11-07T13:26:36Z",
            "other",
            "P3");
    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2016-11-09T09:26:36Z"));
    life.event("2016-11-07T14:26:36Z", new CaseEvent.CustomerReplied());

    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2016-11-09T09:26:36Z"));
  }

  @Test
  @DisplayName("LC-05: forward, the new target counts from the change")
  void forwardTheNewTargetCountsFromTheChange() {
    assertThat(dueAfterRaisedPriority(ChangeMode.FORWARD)).isEqualTo(at("2026-01-12T14:00:00Z"));
  }

  @Test
  @DisplayName("LC-05: reset, the clock starts anew at the change")
  void resetTheClockStartsAnewAtTheChange() {
    assertThat(dueAfterRaisedPriority(ChangeMode.RESET)).isEqualTo(at("2026-01-12T14:00:00Z"));
  }

  private static Instant dueAfterRaisedPriority(ChangeMode mode) {
    var life =
        Life.opened(
            pack(mode, promise(NINE_TO_FIVE, ofHours(8), OnReopen.NONE)),
            "2026-01-12T09:00:00Z",
            "other",
            "P3");
    life.event("2026-01-12T12:00:00Z", toPriority("P1"));
    return life.dueOf(PROMISE);
  }

  @Test
  @DisplayName("LC-07: a reopened clock continues with what was left")
  void aReopenedClockContinuesWithWhatWasLeft() {
    assertThat(dueAfterReopening(OnReopen.CONTINUE)).isEqualTo(at("2026-01-12T15:00:00Z"));
  }

  @Test
  @DisplayName(
      "LC-07: what was left when the case began to wait is left when it was resolved meanwhile")
  void whatWasLeftWhenItBeganToWaitIsLeftWhenItWasResolvedMeanwhile() {
    var life =
        Life.opened(
            pack(promise(WorkingCalendar.ALWAYS, ofHours(8), OnReopen.CONTINUE)),
            "2026-02-02T08:00:00Z",
            "other",
            "P3");
    life.event("2026-02-02T10:00:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.event("2026-02-02T14:00:00Z", new CaseEvent.Resolved("REFUNDED"));
    life.event("2026-02-03T08:00:00Z", new CaseEvent.Reopened());

    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2026-02-03T14:00:00Z"));
  }

  @Test
  @DisplayName("LC-07: a reopened clock that is reset has the whole target again")
  void aReopenedClockThatIsResetHasTheWholeTargetAgain() {
    assertThat(dueAfterReopening(OnReopen.RESET)).isEqualTo(at("2026-01-12T17:00:00Z"));
  }

  private static Instant dueAfterReopening(OnReopen onReopen) {
    var life =
        Life.opened(
            pack(promise(NINE_TO_FIVE, ofHours(4), onReopen)),
            "2026-01-12T09:00:00Z",
            "other",
            "P3");
    life.event("2026-01-12T11:00:00Z", new CaseEvent.Resolved("REFUNDED"));
    life.event("2026-01-12T13:00:00Z", new CaseEvent.Reopened());
    return life.dueOf(PROMISE);
  }

  @Test
  @DisplayName("LC-08: a clock of the total time is overdue at once when the case is reopened late")
  void aClockOfTheTotalTimeIsOverdueAtOnceWhenTheCaseIsReopenedLate() {
    var life =
        Life.opened(
            pack(promise(WorkingCalendar.ALWAYS, ofHours(24), OnReopen.TOTAL)),
            "2026-01-01T00:00:00Z",
            "other",
            "P3");
    life.event("2026-01-01T02:00:00Z", new CaseEvent.Resolved("REFUNDED"));
    life.event("2026-02-01T00:00:00Z", new CaseEvent.Reopened());
    life.tick("2026-02-01T00:00:00Z");

    assertThat(life.all(Progress.ClockBreached.class))
        .singleElement()
        .satisfies(breach -> assertThat(breach.dueAt()).isEqualTo(at("2026-01-02T00:00:00Z")));
  }

  @Test
  @DisplayName("LC-09: three quarters of a target are counted without the pause")
  void threeQuartersOfATargetAreCountedWithoutThePause() {
    var life =
        Life.opened(
            pack(promise(NINE_TO_FIVE, ofHours(8), OnReopen.NONE, new Warning.AtPercent(75))),
            "2026-01-12T09:00:00Z",
            "other",
            "P3");
    life.event("2026-01-12T12:00:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.event("2026-01-12T14:00:00Z", new CaseEvent.WaitingEnded());
    life.tick("2026-01-13T12:00:00Z");

    assertThat(life.all(Progress.ClockWarned.class))
        .singleElement()
        .satisfies(warning -> assertThat(warning.warnedAt()).isEqualTo(at("2026-01-12T17:00:00Z")));
    assertThat(life.all(Progress.ClockBreached.class))
        .singleElement()
        .satisfies(breach -> assertThat(breach.dueAt()).isEqualTo(at("2026-01-13T11:00:00Z")));
  }

  @Test
  @DisplayName(
      "LC-13, LC-14: business days after the start's, whatever the hour; weekends are none")
  void businessDaysAreCountedFromTheDayAfter() {
    var weekdays = BusinessDays.mondayToFriday(Set.of(), Set.of());
    var utc = ZoneId.of("UTC");
    var seven = new StatutoryClock(new Term.OpenDays(7), utc, weekdays, Options.STRICT);
    var two = new StatutoryClock(new Term.OpenDays(2), utc, weekdays, Options.STRICT);

    assertThat(seven.due(at("2018-11-19T10:00:00Z"))).isEqualTo("2018-11-28T23:59:59.999Z");
    assertThat(two.due(at("2006-01-03T08:00:00Z"))).isEqualTo("2006-01-05T23:59:59.999Z");
    assertThat(two.due(at("2006-01-03T18:00:00Z"))).isEqualTo("2006-01-05T23:59:59.999Z");
  }

  @Test
  @DisplayName(
      "LC-19: the ladder is climbed at its minutes, ends at its top and does not begin again")
  void theLadderEndsAtItsTop() {
    var life = Life.opened(SmallPack.PACK, "2026-01-12T00:00:00Z", "other", "P3");
    life.tick("2026-01-12T01:00:00Z");
    life.tick("2026-01-12T01:30:00Z");
    life.tick("2026-01-12T02:00:00Z");
    life.tick("2027-01-12T00:00:00Z");

    assertThat(life.all(Progress.TierPromoted.class))
        .extracting(Progress.TierPromoted::to)
        .containsExactly("senior", "specialist", "complaints-office");
    assertThat(life.all(Progress.LadderExhausted.class))
        .extracting(Progress.LadderExhausted::subject)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "LC-15: used up exactly at closing time it is due at the next opening, where the pack says"
          + " so")
  void whatIsUsedUpAtClosingTimeIsDueAtTheNextOpening() {
    var uneven =
        WorkingCalendar.in(ZoneId.of("UTC"))
            .open(DayOfWeek.MONDAY, "09:00", "17:00")
            .open(DayOfWeek.TUESDAY, "10:00", "16:00")
            .open(DayOfWeek.WEDNESDAY, "09:00", "17:00")
            .open(DayOfWeek.THURSDAY, "10:00", "16:00")
            .open(DayOfWeek.FRIDAY, "09:00", "17:00")
            .open(DayOfWeek.SATURDAY, "11:00", "14:30")
            .tieRule(TieRule.NEXT_OPEN)
            .build();
    // Wednesday and Thursday are the two days: 14 hours
    var life =
        Life.opened(
            pack(promise(uneven, ofHours(14), OnReopen.NONE)),
            "2006-01-03T18:00:00Z",
            "other",
            "P3");

    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2006-01-06T09:00:00Z"));
  }

  @Test
  @DisplayName("LC-16: 15 and 35 business days and 8 weeks of a complaint received before Easter")
  void businessDaysAndWeeksOfAComplaintReceivedBeforeEaster() {
    var london =
        BusinessDays.mondayToFriday(
            Set.of(LocalDate.of(2024, 3, 29), LocalDate.of(2024, 4, 1), LocalDate.of(2024, 5, 6)),
            Set.of());

    assertThat(lastDay(new Term.OpenDays(15), london)).isEqualTo("2024-04-22");
    assertThat(lastDay(new Term.OpenDays(35), london)).isEqualTo("2024-05-21");
    assertThat(lastDay(new Term.CalendarDays(56), london)).isEqualTo("2024-05-23");
  }

  private static LocalDate lastDay(Term term, BusinessDays days) {
    var zone = ZoneId.of("Europe/London");
    var due = new StatutoryClock(term, zone, days, Options.STRICT).due(at("2024-03-28T11:00:00Z"));
    return LocalDate.ofInstant(due, zone);
  }

  @Test
  @DisplayName(
      "LC-18: a holiday that is added later moves the due time, by a version and on record")
  void aHolidayThatIsAddedLaterMovesTheDueTimeOnRecord() {
    var with25th =
        WorkingCalendar.in(ZoneId.of("UTC"))
            .openMondayToFriday("09:00", "17:00")
            .holiday(LocalDate.of(2026, 12, 25))
            .build();
    var first = pack(promise(NINE_TO_FIVE, ofHours(4), OnReopen.NONE));
    var second =
        SmallPack.next(pack(promise(with25th, ofHours(4), OnReopen.NONE)), ChangeMode.RETROACTIVE);
    var life = Life.opened(first, "2026-12-24T15:00:00Z", "other", "P3");
    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2026-12-25T11:00:00Z"));

    life.migrate("2026-12-24T16:00:00Z", second);

    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2026-12-28T11:00:00Z"));
    assertThat(life.all(Progress.CaseMigrated.class)).hasSize(1);
    assertThat(life.all(Progress.ClockRetargeted.class))
        .singleElement()
        .matches(step -> step.previousDueAt().equals(at("2026-12-25T11:00:00Z")));
  }

  @Test
  @DisplayName("LC-20: a repeat of 5 minutes is one of 5, also where somebody looks each 3 only")
  void aRepeatIsNotRoundedUpToTheTicks() {
    var repeat =
        ClockRule.internal(
            PROMISE,
            StartsOn.OPENED,
            new Target(
                WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P3", Duration.ofMinutes(5))),
            Set.of("AGENT_REPLIED"),
            true,
            false,
            OnReopen.NONE,
            new Effects(List.of(), false, false, false));
    var life = Life.opened(pack(repeat), "2026-02-02T08:00:00Z", "other", "P3");
    for (int minute = 3; minute <= 30; minute += 3) {
      life.tick("2026-02-02T08:%02d:00Z".formatted(minute));
    }

    assertThat(life.all(Progress.ClockBreached.class))
        .extracting(Progress.ClockBreached::dueAt)
        .containsExactly(
            at("2026-02-02T08:05:00Z"),
            at("2026-02-02T08:10:00Z"),
            at("2026-02-02T08:15:00Z"),
            at("2026-02-02T08:20:00Z"),
            at("2026-02-02T08:25:00Z"),
            at("2026-02-02T08:30:00Z"));
  }

  @Test
  @DisplayName(
      "LC-22: of two cases of one matter the second's timers end, its history stays; the first has"
          + " the earlier due time of both")
  void theSecondCaseOfAMatterHasNoTimersAndTheFirstTheEarlierDueTimeOfBoth() {
    for (var mode : ChangeMode.values()) {
      var pack = pack(mode, promise(WorkingCalendar.ALWAYS, ofHours(8), OnReopen.NONE));
      merged(pack, "2026-02-02T09:00:00Z", "P3", "2026-02-02T16:00:00Z");
      merged(pack, "2026-02-02T09:00:00Z", "P1", "2026-02-02T11:00:00Z");
      merged(pack, "2026-02-02T13:59:59.999Z", "P1", "2026-02-02T15:59:59.999Z");
      merged(pack, "2026-02-02T14:00:00Z", "P1", "2026-02-02T16:00:00Z");
      merged(pack, "2026-02-02T14:00:00.001Z", "P1", "2026-02-02T16:00:00Z");
    }
  }

  /** A is of 08:00, and P3; B is merged into it. */
  private static void merged(PolicyPack pack, String at, String priority, String dueAt) {
    var first = Life.opened(pack, "2026-02-02T08:00:00Z", "other", "P3");
    var second = Life.opened(pack, at, "other", priority);
    var dueOfSecond = second.dueOf(PROMISE);
    second.event(at, new CaseEvent.Linked("C-0", null, "duplicate"));
    var stricter = new CaseEvent.StricterDuplicate("C-2", at(at));
    first.event(at, new CaseEvent.Reclassified(null, priority, null, null, stricter));

    assertThat(second.state().wakeUpAt()).isEmpty();
    assertThat(second.all(Progress.ClockStarted.class)).hasSize(1);
    assertThat(second.clock(PROMISE).phase())
        .isEqualTo(new Clock.Phase.Voided(at(at), Causes.DUPLICATE));
    assertThat(first.dueOf(PROMISE))
        .as("the earlier of both")
        .isEqualTo(at(dueAt))
        .isBeforeOrEqualTo(dueOfSecond);
  }

  @Test
  @DisplayName("LC-24: resolving stops the next update although the customer wrote last")
  void resolvingStopsTheNextUpdateAlthoughTheCustomerWroteLast() {
    var life = Life.opened(SmallPack.PACK, "2026-01-12T00:00:00Z", "other", "P3");
    life.event("2026-01-12T00:10:00Z", new CaseEvent.AgentReplied());
    life.event("2026-01-12T00:20:00Z", new CaseEvent.CustomerReplied());
    life.event("2026-01-12T00:30:00Z", new CaseEvent.Resolved("REFUNDED"));
    life.tick("2026-01-13T00:00:00Z");

    assertThat(life.clock("next-update").open()).isFalse();
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
  }
}
