package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.ledger.Ledger;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.By;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.progress.Progress.ClockResumed;
import io.belay.escalation.domain.progress.Progress.ClockWarned;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The one pause a law lists: five business days to reimburse a scam, which stand still while the
 * case waits for the customer or for the other bank, beside an outer limit that never does. The
 * claim is reported on Monday 2 March 2026.
 */
class StatutoryPausesTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final String CLAIM = "2026-03-02T10:00:00Z";

  static final ClockRule REIMBURSE =
      rule("reimburse", new Term.OpenDays(5), Set.of(WaitingOn.CUSTOMER, WaitingOn.OTHER_BANK));
  static final ClockRule OUTER = rule("outer", new Term.OpenDays(35), Set.of());
  private static final ClockRule HOURS =
      rule("hours", new Term.ElapsedHours(48), Set.of(WaitingOn.CUSTOMER));
  private static final ClockRule DAYS =
      rule("days", new Term.CalendarDays(4), Set.of(WaitingOn.CUSTOMER));

  private static ClockRule rule(String name, Term term, Set<WaitingOn> pausesFor) {
    return ClockRule.statutory(
        name,
        Set.of(),
        Set.of("milestone:DECIDED"),
        new Effects(List.of(new Warning.AtPercent(50)), true, false, false),
        new Statute(
            "Act, section 1",
            clock(term),
            new After.Milestone("CLAIMED"),
            InForce.ALWAYS,
            List.of(),
            pausesFor));
  }

  private static StatutoryClock clock(Term term) {
    return new StatutoryClock(
        term, LONDON, BusinessDays.mondayToFriday(Set.of(), Set.of()), Options.STRICT);
  }

  private static Life claimed() {
    var life = Life.opened(patient(REIMBURSE, OUTER, HOURS, DAYS), CLAIM, "other", "P3");
    life.event(CLAIM, new CaseEvent.MilestoneReached("CLAIMED"));
    return life;
  }

  /** A pack whose cases may wait for ten days. */
  private static PolicyPack patient(ClockRule... laws) {
    var pack = SmallPack.and(laws);
    var rules = pack.caseRules();
    var tenDays = Duration.ofDays(10);
    return new PolicyPack(
        pack.ref(),
        pack.categories(),
        pack.ladder(),
        pack.clocks(),
        new CaseRules(
            Map.of(
                WaitingOn.CUSTOMER,
                tenDays,
                WaitingOn.MERCHANT,
                tenDays,
                WaitingOn.OTHER_BANK,
                tenDays,
                WaitingOn.OTHER,
                tenDays),
            rules.customerRequests(),
            rules.triggers(),
            rules.onReclassification(),
            rules.followUps(),
            rules.keepSettledFor()),
        pack.outcomes());
  }

  private static CaseEvent waiting(WaitingOn on) {
    return new CaseEvent.WaitingStarted(on);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  /** The example of the regulator's rules: two days used, three left after the answer. */
  private static Life stoppedAndResumed() {
    var life = claimed();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-10T12:00:00Z", new CaseEvent.CustomerReplied());
    return life;
  }

  @Test
  void theDayOfTheStopIsUsedAndTheDayOfTheAnswerIsNot() {
    var life = stoppedAndResumed();

    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");
    assertThat(life.dueOf("outer")).isEqualTo("2026-04-20T22:59:59.999Z");
  }

  @Test
  void itIsKeptAtItsDueTimeAndBrokenAMillisecondAfter() {
    var kept = stoppedAndResumed();
    kept.tick("2026-03-13T23:59:59.998Z");
    assertThat(kept.clock("reimburse").running()).isTrue();
    kept.event("2026-03-13T23:59:59.999Z", new CaseEvent.MilestoneReached("DECIDED"));
    assertThat(kept.clock("reimburse").phase()).isInstanceOf(Clock.Phase.Met.class);

    var broken = stoppedAndResumed();
    broken.tick("2026-03-13T23:59:59.999Z");
    assertThat(broken.clock("reimburse").phase()).isInstanceOf(Clock.Phase.Breached.class);
  }

  @Test
  void nothingIsBreachedWhileTheLawLetsItStandStill() {
    var life = claimed();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.OTHER_BANK));
    life.tick("2026-03-09T21:00:00Z");

    assertThat(life.clock("reimburse").paused()).isTrue();
    assertThat(life.clock("reimburse").stint().remaining()).isEqualTo(Duration.ofDays(3));
    assertThat(life.clock("outer").running()).isTrue();
  }

  @Test
  void waitingForAnybodyElseStopsNothing() {
    var life = claimed();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.MERCHANT));

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-09T23:59:59.999Z");
  }

  @Test
  void itRunsAgainWhenTheCaseWaitsForSomebodyElse() {
    var life = claimed();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-10T12:00:00Z", waiting(WaitingOn.OTHER));

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");
    assertThat(life.clock("next-update").paused()).isTrue();
  }

  @Test
  void theLongestWaitOfThePackEndsThisPauseToo() {
    var life = claimed();
    life.event("2026-03-04T10:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.tick("2026-03-14T09:59:59.999Z");
    assertThat(life.clock("reimburse").paused()).isTrue();
    life.tick("2026-03-14T10:00:00Z");

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-18T23:59:59.999Z");
  }

  @Test
  void onItsLastDayThereIsNothingToStop() {
    var life = claimed();
    life.event("2026-03-09T09:00:00Z", waiting(WaitingOn.CUSTOMER));

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-09T23:59:59.999Z");
  }

  @Test
  void aClaimReportedWhileTheCaseWaitsRunsUntilItsOwnQuestionIsAsked() {
    var life = Life.opened(SmallPack.and(REIMBURSE), CLAIM, "other", "P3");
    life.event(CLAIM, waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-02T11:00:00Z", new CaseEvent.MilestoneReached("CLAIMED"));
    assertThat(life.clock("reimburse").running()).isTrue();

    life.event("2026-03-02T12:00:00Z", waiting(WaitingOn.CUSTOMER));
    assertThat(life.clock("reimburse").paused()).isTrue();
  }

  @Test
  void resolvingTheCaseEndsTheWaitButNotTheDuty() {
    var life = claimed();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-10T12:00:00Z", new CaseEvent.Resolved("REFUNDED"));
    life.event("2026-03-10T13:00:00Z", new CaseEvent.Closed());

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");
  }

  @Test
  void aWarningIsNotGivenTwiceBecauseTheTimeMoved() {
    var life = claimed();
    life.tick("2026-03-06T12:00:00Z");
    life.event("2026-03-06T12:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-06T13:00:00Z", new CaseEvent.CustomerReplied());
    life.tick("2026-03-09T12:00:00Z");

    assertThat(life.all(ClockWarned.class))
        .filteredOn(warned -> warned.clock().equals("reimburse"))
        .hasSize(1);
    assertThat(life.all(ClockResumed.class))
        .filteredOn(resumed -> resumed.clock().equals("reimburse"))
        .hasSize(1);
  }

  @Test
  void theLedgerAddsUpToTheTimeTheLawLeaves() {
    var life = stoppedAndResumed();

    var ledger = Ledger.of(life.steps, "reimburse", REIMBURSE.target().calendar()).orElseThrow();
    assertThat(ledger.ran()).isEqualTo(ledger.target());
    assertThat(ledger.dueAt()).isEqualTo("2026-03-13T23:59:59.999Z");
  }

  /** What is counted step by step is what the whole list of pauses gives. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:00:00Z, 2026-03-02T18:00:00Z",
    "2026-03-02T23:00:00Z, 2026-03-03T01:00:00Z",
    "2026-03-03T09:00:00Z, 2026-03-06T09:00:00Z",
    "2026-03-06T17:00:00Z, 2026-03-09T09:00:00Z",
    "2026-03-07T09:00:00Z, 2026-03-08T09:00:00Z",
    // over the night in which clocks go forward
    "2026-03-04T09:00:00Z, 2026-03-30T09:00:00Z"
  })
  void onePauseIsCountedAsInTheWholeList(String stopped, String resumed) {
    for (Term term :
        List.of(new Term.OpenDays(5), new Term.CalendarDays(7), new Term.ElapsedHours(200))) {
      var clock = clock(term);
      var left = clock.leftAt(at(CLAIM), null, at(stopped));

      assertThat(clock.dueAfter(at(resumed), left))
          .as("%s", term)
          .isEqualTo(
              clock.due(at(CLAIM), List.of(new Pause(at(stopped), at(resumed), "CUSTOMER"))));
    }
  }

  @Test
  void aSecondPauseOfTheSameDayUsesNothingMore() {
    var life = claimed();
    life.event("2026-03-04T09:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-05T09:00:00Z", new CaseEvent.CustomerReplied());
    life.event("2026-03-05T10:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-05T11:00:00Z", new CaseEvent.CustomerReplied());

    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-10T23:59:59.999Z");
  }

  @Test
  void aLawGoesByTheDayOfTheTransactionOrWhereThatIsUnknownOfTheOpening() {
    var until = new InForce(By.TRANSACTION, null, LocalDate.of(2026, 12, 31));
    var law = new Statute("Act", clock(new Term.OpenDays(5)), null, until, List.of());
    var january = at("2027-01-02T09:00:00Z");

    assertThat(law.holdsFor(new CaseDates(january, at("2026-12-31T23:59:59.999Z")))).isTrue();
    assertThat(law.holdsFor(new CaseDates(january, at("2027-01-01T00:00:00Z")))).isFalse();
    assertThat(law.holdsFor(new CaseDates(january, null))).isFalse();
  }

  @Test
  void aNoticeThatComesBackLeavesTheDueTimeThatThePauseGave() {
    var life = withNotice();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-10T12:00:00Z", new CaseEvent.CustomerReplied());
    life.event("2026-03-11T10:00:00Z", new CaseEvent.MilestoneReached("DECIDED"));
    life.event("2026-03-11T12:00:00Z", new CaseEvent.MessageBounced("m-1", "notice-decision"));

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");

    life.event("2026-03-12T10:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-17T10:00:00Z", new CaseEvent.CustomerReplied());
    assertThat(life.dueOf("reimburse"))
        .as("one day was left")
        .isEqualTo("2026-03-18T23:59:59.999Z");
  }

  @Test
  void whatWasDoneWhileItStoodStillAndComesBackLeavesItStandingStill() {
    var life = withNotice();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-05T10:00:00Z", new CaseEvent.MilestoneReached("DECIDED"));
    life.event("2026-03-06T12:00:00Z", new CaseEvent.MessageBounced("m-1", "notice-decision"));
    assertThat(life.clock("reimburse").paused()).isTrue();

    life.event("2026-03-10T12:00:00Z", new CaseEvent.CustomerReplied());
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");
  }

  private static final CaseEvent DECIDED = new CaseEvent.MilestoneReached("DECIDED");
  private static final CaseEvent CAME_BACK = new CaseEvent.MessageBounced("m-1", "notice-decision");

  /** Three days were left; the Friday, and the Monday after the weekend, are used. */
  @Test
  void aWaitThatEndedBeforeTheNoticeCameBackIsGivenOnce() {
    var life = withNotice();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-05T10:00:00Z", DECIDED);
    life.event("2026-03-06T12:00:00Z", new CaseEvent.CustomerReplied());
    life.event("2026-03-09T12:00:00Z", CAME_BACK);

    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-10T23:59:59.999Z");
    life.event("2026-03-09T13:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-12T10:00:00Z", new CaseEvent.CustomerReplied());
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");
  }

  @Test
  void aTermThatWasUsedUpSinceIsOverdueWhenTheNoticeComesBack() {
    var life = withNotice();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-05T10:00:00Z", DECIDED);
    life.event("2026-03-06T12:00:00Z", new CaseEvent.CustomerReplied());
    life.event("2026-03-11T09:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-12T12:00:00Z", CAME_BACK);
    life.tick("2026-03-12T12:00:00Z");

    assertThat(life.clock("reimburse").phase()).isInstanceOf(Clock.Phase.Breached.class);
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-10T23:59:59.999Z");
  }

  @Test
  void anotherWaitSinceTheFulfilmentLeavesWhatWasLeftWhenItBegan() {
    var life = withNotice();
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-05T10:00:00Z", DECIDED);
    life.event("2026-03-06T12:00:00Z", new CaseEvent.CustomerReplied());
    life.event("2026-03-09T10:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-11T12:00:00Z", CAME_BACK);

    assertThat(life.clock("reimburse").stint().remaining()).isEqualTo(Duration.ofDays(1));
    life.event("2026-03-16T10:00:00Z", new CaseEvent.CustomerReplied());
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-17T23:59:59.999Z");
  }

  @Test
  void aTermThatRanIsStoppedSinceTheWaitThatBeganAfterItsFulfilment() {
    var life = withNotice();
    life.event("2026-03-03T10:00:00Z", DECIDED);
    life.event("2026-03-04T17:00:00Z", waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-06T12:00:00Z", CAME_BACK);

    assertThat(life.clock("reimburse").paused()).isTrue();
    assertThat(life.clock("reimburse").stint().remaining()).isEqualTo(Duration.ofDays(3));
    life.event("2026-03-10T12:00:00Z", new CaseEvent.CustomerReplied());
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-13T23:59:59.999Z");
  }

  @Test
  void aWaitThatBeganBeforeTheClaimStopsNothingAlsoWhenTheNoticeComesBack() {
    var life = Life.opened(packWithNotice(), CLAIM, "other", "P3");
    life.event(CLAIM, waiting(WaitingOn.CUSTOMER));
    life.event("2026-03-02T11:00:00Z", new CaseEvent.MilestoneReached("CLAIMED"));
    life.event("2026-03-03T10:00:00Z", DECIDED);
    life.event("2026-03-04T10:00:00Z", CAME_BACK);

    assertThat(life.clock("reimburse").running()).isTrue();
    assertThat(life.dueOf("reimburse")).isEqualTo("2026-03-09T23:59:59.999Z");
  }

  private static Life withNotice() {
    var life = Life.opened(packWithNotice(), CLAIM, "other", "P3");
    life.event(CLAIM, new CaseEvent.MilestoneReached("CLAIMED"));
    return life;
  }

  private static PolicyPack packWithNotice() {
    var notice =
        new Notice(
            "notice-decision",
            new Notice.On.Milestone("DECIDED"),
            "reimburse",
            Notice.Named.DUE,
            Map.of());
    return SmallPack.with(patient(REIMBURSE, OUTER), notice);
  }
}
