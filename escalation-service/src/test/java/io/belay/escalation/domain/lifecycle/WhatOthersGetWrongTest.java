package io.belay.escalation.domain.lifecycle;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.belay.escalation.domain.calendar.Stretch;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.ledger.Ledger;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Faults that others ship, each shown right here. */
class WhatOthersGetWrongTest {
  private static final String PROMISE = "promise";
  private static final String MIDNIGHT = "2026-02-02T00:00:00Z";

  private static Life opened(ClockRule... clocks) {
    return Life.opened(
        SmallPack.of(OnReclassification.RETROACTIVE, clocks), MIDNIGHT, "other", "P3");
  }

  private static ClockRule promise(Duration target, String metBy, boolean recurring) {
    return ClockRule.internal(
        PROMISE,
        StartsOn.OPENED,
        new Target(
            WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P1", ofHours(1), "P3", target)),
        Set.of(metBy),
        recurring,
        true,
        OnReopen.NONE,
        new Effects(List.of(), false, false, false));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void aBreachIsDueToBeNoticedAtItsInstantNotAtTheNextRound() {
    var life = opened(promise(ofMinutes(90), "RESOLVED", false));

    assertThat(life.state().wakeUpAt()).contains(at("2026-02-02T01:30:00Z"));
    life.tick("2026-02-02T01:30:00Z");
    assertThat(life.all(Progress.ClockBreached.class))
        .singleElement()
        .satisfies(breach -> assertThat(breach.dueAt()).isEqualTo(at("2026-02-02T01:30:00Z")));
  }

  @Test
  void noLevelIsMissedAfterDowntime() {
    var life = Life.opened(SmallPack.PACK, MIDNIGHT, "other", "P3");
    life.tick("2026-02-05T00:00:00Z");

    assertThat(life.all(Progress.TierPromoted.class))
        .extracting(Progress.TierPromoted::to)
        .containsExactly("senior", "specialist", "complaints-office");
    assertThat(life.steps.stream().filter(s -> s.progress() instanceof Progress.TierPromoted))
        .extracting(step -> step.decidedAt())
        .containsExactly(
            at("2026-02-02T01:00:00Z"), at("2026-02-02T01:30:00Z"), at("2026-02-02T02:00:00Z"));
  }

  @Test
  void aCrashBetweenActingAndMarkingGivesTheSameStepsWithTheSameNumbers() {
    var one = Life.opened(SmallPack.PACK, MIDNIGHT, "other", "P3");
    var other = Life.opened(SmallPack.PACK, MIDNIGHT, "other", "P3");

    assertThat(one.tick("2026-02-02T03:00:00Z").steps())
        .isEqualTo(other.tick("2026-02-02T03:00:00Z").steps());
    assertThat(one.tick("2026-02-02T03:00:00Z").steps()).as("and never twice").isEmpty();
  }

  @Test
  void aPauseIsNotLostWhenThePriorityChanges() {
    var life = opened(promise(ofHours(8), "RESOLVED", false));
    life.event("2026-02-02T01:00:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.event("2026-02-02T02:00:00Z", new CaseEvent.Reclassified(null, "P1", null, null));

    assertThat(life.clock(PROMISE).paused()).isTrue();
    life.tick("2026-02-02T05:00:00Z");
    assertThat(life.all(Progress.ClockBreached.class)).as("breached while pending").isEmpty();
  }

  @Test
  void whatRanOutBeforeAnEventDidNotRunOutBecauseOfIt() {
    var life = opened(promise(ofHours(1), "RESOLVED", false));
    var late = life.event("2026-02-02T02:00:00Z", new CaseEvent.Noted());

    var ofTheEvent = new Step.Cause.ByEvent("e1");
    assertThat(late.steps())
        .filteredOn(step -> step.progress() instanceof Progress.ClockBreached)
        .extracting(Step::cause)
        .containsExactly(new Step.Cause.ByTick(at("2026-02-02T02:00:00Z")));
    assertThat(late.steps().getLast().cause()).isEqualTo(ofTheEvent);
    assertThat(late.state().orElseThrow().history().seen().contains("e1")).isTrue();
  }

  @Test
  void aRefusedEventIsTheCauseOfItsRefusalOnly() {
    var life = opened(promise(ofHours(1), "RESOLVED", false));
    var refused = life.event("2026-02-02T02:00:00Z", new CaseEvent.Reopened());

    assertThat(refused.outcome()).isEqualTo(Decision.Outcome.REJECTED);
    assertThat(refused.steps())
        .filteredOn(step -> step.cause().equals(new Step.Cause.ByEvent("e1")))
        .extracting(Step::progress)
        .singleElement()
        .isInstanceOf(Progress.EventRejected.class);
    assertThat(refused.steps()).hasSizeGreaterThan(1);
  }

  @Test
  void noPromiseBreaksWhileTheCaseWaitsForSomebody() {
    var life = opened(promise(ofHours(8), "RESOLVED", false));
    life.event("2026-02-02T07:59:59.999Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.tick("2026-02-02T17:59:00Z");
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();

    life.event("2026-02-02T17:59:00Z", new CaseEvent.WaitingEnded());
    life.tick("2026-02-02T17:59:00.001Z");
    assertThat(life.all(Progress.ClockBreached.class)).as("a millisecond was left").hasSize(1);
  }

  @Test
  void aReclassificationLeavesNoClockWithoutADueTime() {
    var life = opened(promise(ofHours(8), "RESOLVED", false));
    for (var priority : List.of("P1", "P3", "P1", "P3")) {
      life.event("2026-02-02T00:30:00Z", new CaseEvent.Reclassified(null, priority, null, null));
      assertThat(life.clock(PROMISE).running()).isTrue();
      assertThat(life.state().wakeUpAt()).contains(life.dueOf(PROMISE));
    }
    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2026-02-02T08:00:00Z"));
  }

  @Test
  void aPackThatWasPutAsideFiresForNoNewCase() {
    var library = new PackLibrary();
    var before =
        SmallPack.of(OnReclassification.RETROACTIVE, promise(ofHours(1), "RESOLVED", false));
    var after =
        new PolicyPack(
            new PolicyRef("small", "2"),
            before.categories(),
            before.ladder(),
            List.of(promise(ofHours(5), "RESOLVED", false)),
            before.caseRules(),
            before.outcomes());
    for (var pack : List.of(before, after)) {
      library.add(new PackFile(pack.ref(), new byte[0]), pack);
      library.activate(PackLibrary.ANY_MARKET, pack.ref());
    }
    var life = Life.opened(library.activeFor("CN").orElseThrow(), MIDNIGHT, "other", "P3");
    life.tick("2026-02-02T04:59:59.999Z");

    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
    assertThat(life.state().identity().policy()).isEqualTo(new PolicyRef("small", "2"));
  }

  @Test
  void aHoldFromFebruaryToAugustIsReportedInFull() {
    var life = opened(promise(ofHours(8), "RESOLVED", false));
    life.event("2026-02-02T01:00:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    // as the case waits ten hours at most, it is held anew each time
    for (var day = LocalDate.of(2026, 2, 2);
        day.isBefore(LocalDate.of(2026, 8, 1));
        day = day.plusDays(1)) {
      life.event(day + "T10:59:00Z", new CaseEvent.WaitingEnded());
      life.event(day + "T10:59:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
      life.event(day + "T20:58:00Z", new CaseEvent.WaitingEnded());
      life.event(day + "T20:58:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
      life.event(day.plusDays(1) + "T06:57:00Z", new CaseEvent.WaitingEnded());
      life.event(day.plusDays(1) + "T06:57:00Z", new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    }
    life.event("2026-08-01T10:00:00Z", new CaseEvent.WaitingEnded());
    life.event("2026-08-01T11:00:00Z", new CaseEvent.Resolved("REFUNDED"));

    var ledger = Ledger.of(life.steps, PROMISE, WorkingCalendar.ALWAYS).orElseThrow();
    assertThat(ledger.ran()).isEqualTo(ofHours(2));
    assertThat(
            ledger.lines().stream()
                .filter(line -> line.kind() == Stretch.Kind.PAUSED)
                .map(Stretch::length)
                .reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.between(at("2026-02-02T01:00:00Z"), at("2026-08-01T10:00:00Z")));
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
  }

  @Test
  void almostAllOfTheTargetIsNoBreach() {
    var life = opened(promise(ofHours(1), "RESOLVED", false));
    life.tick("2026-02-02T00:59:59.999Z");
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
    life.event("2026-02-02T00:59:59.999Z", new CaseEvent.Resolved("REFUNDED"));

    assertThat(life.all(Progress.ClockMet.class))
        .singleElement()
        .satisfies(met -> assertThat(met.late()).isFalse());
  }

  @Test
  void aClosedCaseDoesNotEscalate() {
    var life = Life.opened(SmallPack.PACK, MIDNIGHT, "other", "P3");
    life.event("2026-02-02T00:10:00Z", new CaseEvent.Closed());
    life.tick("2026-02-10T00:00:00Z");

    assertThat(life.all(Progress.TierPromoted.class)).isEmpty();
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
  }

  @Test
  void lunchNightShiftAndHolidaysAreThere() {
    var shanghai = ZoneId.of("Asia/Shanghai");
    var office =
        WorkingCalendar.in(shanghai)
            .openMondayToFriday("09:00", "12:00")
            .openMondayToFriday("13:00", "18:00")
            .holiday(LocalDate.of(2026, 10, 1))
            .build();
    var night = WorkingCalendar.in(shanghai).openDaily("22:00", "06:00").build();

    assertThat(office.due(at("2026-09-30T03:00:00Z"), ofHours(2)))
        .isEqualTo("2026-09-30T06:00:00Z");
    assertThat(office.due(at("2026-09-30T09:00:00Z"), ofHours(2)))
        .isEqualTo("2026-10-02T02:00:00Z");
    assertThat(night.due(at("2026-09-30T15:00:00Z"), ofHours(9))).isEqualTo("2026-10-01T16:00:00Z");
  }

  @Test
  void aHolidayOfEachYearIsOneInEveryYear() {
    var office =
        WorkingCalendar.in(ZoneId.of("UTC"))
            .openMondayToFriday("09:00", "17:00")
            .holidayEachYear(MonthDay.of(12, 25))
            .build();
    for (int year = 2026; year < 2060; year++) {
      var christmas = at(year + "-12-25T00:00:00Z");
      assertThat(office.elapsed(christmas, christmas.plus(ofHours(24)))).isZero();
    }
  }

  @Test
  void aCalendarThatIsNeverOpenIsRefusedAndLoopsForNobody() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkingCalendar.in(ZoneId.of("UTC")).build());
  }

  @Test
  void theHourThatComesTwiceIsCountedTwiceAndTheOneThatIsSkippedNotAtAll() {
    var night = WorkingCalendar.in(ZoneId.of("Europe/Berlin")).openDaily("00:00", "06:00").build();

    assertThat(night.elapsed(at("2026-10-24T22:00:00Z"), at("2026-10-25T11:00:00Z")))
        .as("the night of 25 October 2026 has seven hours until six")
        .isEqualTo(ofHours(7));
    assertThat(night.elapsed(at("2026-03-28T23:00:00Z"), at("2026-03-29T10:00:00Z")))
        .as("the night of 29 March 2026 has five")
        .isEqualTo(ofHours(5));
  }

  @Test
  void theFirstAnswerStopsTheFirstResponse() {
    var life = Life.opened(SmallPack.PACK, MIDNIGHT, "other", "P3");
    life.event("2026-02-02T00:59:00Z", new CaseEvent.AgentReplied());
    life.tick("2026-02-02T01:30:00Z");

    assertThat(life.clock("first-response").phase()).isInstanceOf(Clock.Phase.Met.class);
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
  }

  @Test
  void theNextUpdateDoesNotFireAfterTheAgentsAnswer() {
    var life = opened(promise(ofHours(2), "AGENT_REPLIED", true));
    for (int hour = 1; hour < 20; hour++) {
      life.event("2026-02-02T%02d:30:00Z".formatted(hour), new CaseEvent.AgentReplied());
    }
    life.tick("2026-02-02T21:29:59.999Z");

    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
    assertThat(life.dueOf(PROMISE)).isEqualTo(at("2026-02-02T21:30:00Z"));
  }

  @Test
  void eightWeeksEndOnChristmasDayIfThatIsWhereTheyEnd() {
    var london = ZoneId.of("Europe/London");
    var days = BusinessDays.mondayToFriday(Set.of(LocalDate.of(2025, 12, 25)), Set.of());
    var eightWeeks = new StatutoryClock(new Term.CalendarDays(56), london, days, Options.STRICT);

    assertThat(eightWeeks.due(at("2025-10-30T09:00:00Z"))).isEqualTo("2025-12-25T23:59:59.999Z");
  }
}
