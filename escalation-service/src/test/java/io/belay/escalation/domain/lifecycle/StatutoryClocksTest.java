package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.Extension;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A case opened on Friday 20 November 2026 at 09:00 in UTC. */
class StatutoryClocksTest {
  private static final String FINAL = "final-response";
  private static final String REFUND = "refund";
  private static final Instant FINAL_DUE = Instant.parse("2026-12-11T23:59:59.999Z");
  private static final Instant EXTENDED_DUE = Instant.parse("2027-01-08T23:59:59.999Z");
  private static final Instant REFUND_DUE = Instant.parse("2026-11-23T23:59:59.999Z");

  private static final ClockRule FINAL_RESPONSE =
      rule(
          FINAL,
          Set.of(),
          "FINAL_RESPONSE_SENT",
          new Term.OpenDays(15),
          null,
          new Extension(new Term.OpenDays(35), false, "HOLDING_REPLY_SENT"));
  private static final ClockRule REFUND_OF_STOLEN =
      rule(REFUND, Set.of("stolen"), "REFUND_BOOKED", new Term.OpenDays(1), null);
  private static final ClockRule COMPENSATION =
      rule(
          "compensation",
          Set.of(),
          "COMPENSATION_PAID",
          new Term.CalendarDays(1),
          new After.Breach(REFUND));
  private static final ClockRule EACH_DAY =
      rule(
              "each-day",
              Set.of(),
              "REFUND_BOOKED",
              new Term.CalendarDays(1),
              new After.Breach(REFUND))
          .owedAgainAndAgain();
  private static final ClockRule CREDIT_NOTICE =
      rule(
          "credit-notice",
          Set.of(),
          "CREDIT_NOTICE_SENT",
          new Term.OpenDays(2),
          new After.Milestone("CREDIT_POSTED"));
  private static final ClockRule DECISION =
      rule(
          "decision",
          Set.of(),
          "DECISION_SENT",
          new Term.CalendarDays(15),
          null,
          new Extension(new Term.CalendarDays(30), false, null),
          new Extension(new Term.CalendarDays(60), true, "CUSTOMER_TOLD"));

  private static ClockRule rule(
      String name,
      Set<String> onlyFor,
      String milestone,
      Term term,
      @Nullable After after,
      Extension... extensions) {
    return rule(name, onlyFor, milestone, term, after, InForce.ALWAYS, extensions);
  }

  private static ClockRule rule(
      String name,
      Set<String> onlyFor,
      String milestone,
      Term term,
      @Nullable After after,
      InForce inForce,
      Extension... extensions) {
    var clock =
        new StatutoryClock(
            term, ZoneOffset.UTC, BusinessDays.mondayToFriday(Set.of(), Set.of()), Options.STRICT);
    return ClockRule.statutory(
        name,
        onlyFor,
        Set.of("milestone:" + milestone),
        new Effects(List.of(), true, false, false),
        new Statute("Act, section 1", clock, after, inForce, List.of(extensions)));
  }

  private static CaseStory opened(String category, ClockRule... rules) {
    var story = new CaseStory(SmallPack.and(rules));
    story.open(category);
    return story;
  }

  private static double minuteOf(Instant at) {
    return Duration.between(CaseStory.OPENED_AT, at).toMillis() / 60_000.0;
  }

  private static CaseEvent milestone(String name) {
    return new CaseEvent.MilestoneReached(name);
  }

  private static CaseEvent extensionOf(String clock, @Nullable String approver) {
    return new CaseEvent.ExtensionGranted(clock, approver);
  }

  private static Instant dueOf(CaseStory story, String clock) {
    return story.state().clock(clock).orElseThrow().stint().dueAt();
  }

  private static List<String> refusals(CaseStory story) {
    return story.all("rejected").stream()
        .map(rejection -> rejection.replaceAll("rejected | @.*", ""))
        .toList();
  }

  @Test
  void itRunsBesideTheInternalClocksUntilTheEndOfItsLastBusinessDay() {
    var story = opened("other", FINAL_RESPONSE);

    assertThat(dueOf(story, FINAL)).isEqualTo(FINAL_DUE);
    assertThat(story.state().clock(FINAL).orElseThrow().kind()).isEqualTo(ClockKind.STATUTORY);
    assertThat(story.state().clock("first-response")).isPresent();
    story.checkInvariants();
  }

  @Test
  void itStandsStillForNobody() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(300, new CaseEvent.CustomerReplied());

    assertThat(story.all("paused " + FINAL)).isEmpty();
    assertThat(dueOf(story, FINAL)).isEqualTo(FINAL_DUE);
  }

  @Test
  void neitherResolvingNorClosingEndsIt() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());

    assertThat(story.state().clock(FINAL).orElseThrow().running()).isTrue();
    assertThat(story.all("settled")).isEmpty();
    assertThat(story.state().wakeUpAt()).contains(FINAL_DUE);
  }

  @Test
  void aClosedCaseSettlesWhenTheMilestoneEndsIt() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.event(30, milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("met " + FINAL)).hasSize(1);
    assertThat(story.all("settled")).hasSize(1);
  }

  @Test
  void aClosedCaseClimbsWhenTheLawIsBrokenAndSettlesThen() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.tick(minuteOf(FINAL_DUE) + 1);

    assertThat(story.all("breached " + FINAL)).hasSize(1);
    assertThat(story.all("promoted")).hasSize(1);
    assertThat(story.all("settled")).hasSize(1);
    assertThat(story.all("started tier-response")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void theMillisecondOfTheDueTimeStillKeepsIt() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(1, new CaseEvent.AgentReplied());
    story.event(minuteOf(FINAL_DUE), milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("met " + FINAL)).hasSize(1);
    assertThat(story.all("breached " + FINAL)).isEmpty();
  }

  @Test
  void anAnswerAfterTheBreachIsSaidToBeLate() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(minuteOf(FINAL_DUE) + 1, milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("breached " + FINAL)).hasSize(1);
    assertThat(story.all("late " + FINAL)).hasSize(1);
  }

  @Test
  void aReclassificationNeverDropsIt() {
    var story = opened("stolen", FINAL_RESPONSE, REFUND_OF_STOLEN);
    story.event(10, new CaseEvent.Reclassified("other", null, null, null));

    assertThat(story.state().clock(REFUND).orElseThrow().running()).isTrue();
    assertThat(dueOf(story, REFUND)).isEqualTo(REFUND_DUE);
  }

  @Test
  void aReclassificationStartsItFromTheOpeningAndItMayBeOverdueAtOnce() {
    var story = opened("other", FINAL_RESPONSE, REFUND_OF_STOLEN);
    assertThat(story.state().clock(REFUND)).isEmpty();
    double late = minuteOf(REFUND_DUE) + 60;
    story.event(late, new CaseEvent.Reclassified("stolen", null, null, null));
    story.tick(late);

    assertThat(dueOf(story, REFUND)).isEqualTo(REFUND_DUE);
    assertThat(story.all("breached " + REFUND)).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aReclassificationThereAndBackStartsItOnce() {
    var story = opened("stolen", REFUND_OF_STOLEN);
    story.event(10, milestone("REFUND_BOOKED"));
    story.event(20, new CaseEvent.Reclassified("other", null, null, null));
    story.event(30, new CaseEvent.Reclassified("stolen", null, null, null));

    assertThat(story.all("started " + REFUND)).hasSize(1);
  }

  @Test
  void aReopeningStartsNoLawAgain() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(5, milestone("FINAL_RESPONSE_SENT"));
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Reopened());

    assertThat(story.all("started " + FINAL)).hasSize(1);
    assertThat(story.state().clock(FINAL).orElseThrow().running()).isFalse();
  }

  @Test
  void anExtensionReplacesTheTotalFromTheStartOnceTheCustomerWasTold() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, extensionOf(FINAL, null));
    assertThat(refusals(story)).containsExactly("notice-missing");
    assertThat(dueOf(story, FINAL)).isEqualTo(FINAL_DUE);

    story.event(20, milestone("HOLDING_REPLY_SENT"));
    story.event(30, extensionOf(FINAL, null));
    assertThat(dueOf(story, FINAL)).isEqualTo(EXTENDED_DUE);

    story.event(40, extensionOf(FINAL, null));
    assertThat(refusals(story)).containsExactly("notice-missing", "not-allowed-by-pack");
    assertThat(dueOf(story, FINAL)).isEqualTo(EXTENDED_DUE);
    story.checkInvariants();
  }

  /** A second clock beside the first, which nothing moves: Art. 101(2) of PSD2 ends with day 35. */
  @Test
  void anExtensionLeavesTheOuterLimitWhereItIs() {
    var outer = rule("outer", Set.of(), "FINAL_RESPONSE_SENT", new Term.OpenDays(35), null);
    var story = opened("other", FINAL_RESPONSE, outer);
    var outerDue = story.state().clock("outer").orElseThrow().stint().dueAt();
    story.event(10, milestone("HOLDING_REPLY_SENT"));
    story.event(11, new CaseEvent.ExtensionGranted(FINAL, null));
    story.event(12, new CaseEvent.ExtensionGranted("outer", null));

    assertThat(refusals(story)).containsExactly("not-allowed-by-pack");
    assertThat(story.state().clock("outer").orElseThrow().stint().dueAt())
        .isEqualTo(outerDue)
        .isEqualTo(EXTENDED_DUE);
    story.event(13, milestone("FINAL_RESPONSE_SENT"));
    assertThat(story.all("met")).hasSize(2);
  }

  @Test
  void anExtensionIsTooLateAfterTheDueTime() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(20, milestone("HOLDING_REPLY_SENT"));
    story.event(minuteOf(FINAL_DUE) + 1, extensionOf(FINAL, null));

    assertThat(refusals(story)).containsExactly("clock-not-open");
    assertThat(story.all("breached " + FINAL)).hasSize(1);
  }

  @Test
  void extensionsComeInTheirOrderAndTheLastNeedsAnApproverAndANotice() {
    var story = opened("other", DECISION);
    story.event(10, extensionOf("decision", null));
    assertThat(dueOf(story, "decision")).isEqualTo(Instant.parse("2026-12-20T23:59:59.999Z"));

    story.event(20, extensionOf("decision", null));
    story.event(30, extensionOf("decision", "A-9"));
    story.event(40, milestone("CUSTOMER_TOLD"));
    story.event(50, extensionOf("decision", "A-9"));

    assertThat(refusals(story)).containsExactly("approver-missing", "notice-missing");
    assertThat(dueOf(story, "decision")).isEqualTo(Instant.parse("2027-01-19T23:59:59.999Z"));
  }

  @Test
  void aClosedCaseCanBeGivenMoreTimeByTheLawThatBindsIt() {
    var story = opened("other", DECISION);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.event(30, extensionOf("decision", null));

    assertThat(dueOf(story, "decision")).isEqualTo(Instant.parse("2026-12-20T23:59:59.999Z"));
  }

  @Test
  void anInternalClockIsNeverExtended() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, extensionOf("resolution", "A-9"));

    assertThat(refusals(story)).containsExactly("not-allowed-by-pack");
  }

  @Test
  void aMilestoneStartsWhatFollowsFromItOnce() {
    var story = opened("other", CREDIT_NOTICE);
    assertThat(story.state().clock("credit-notice")).isEmpty();
    story.event(60, milestone("CREDIT_POSTED"));
    assertThat(dueOf(story, "credit-notice")).isEqualTo(Instant.parse("2026-11-24T23:59:59.999Z"));

    story.event(70, milestone("CREDIT_NOTICE_SENT"));
    story.event(80, milestone("CREDIT_POSTED"));
    assertThat(story.all("started credit-notice")).hasSize(1);
    assertThat(story.all("met credit-notice")).hasSize(1);
  }

  @Test
  void aBreachStartsWhatFollowsFromItAtItsDueTimeAlsoAfterAnOutage() {
    var story = opened("stolen", REFUND_OF_STOLEN, COMPENSATION);
    story.tick(minuteOf(REFUND_DUE) + 5_000);

    assertThat(dueOf(story, "compensation")).isEqualTo(Instant.parse("2026-11-24T23:59:59.999Z"));
    assertThat(story.all("breached compensation")).hasSize(1);
    assertThat(story.all("started compensation")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aCompensationForEachDayIsOwedAgainEachDayUntilItIsDone() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.tick(minuteOf(REFUND_DUE));
    assertThat(dueOf(story, "each-day")).isEqualTo(Instant.parse("2026-11-24T23:59:59.999Z"));
    story.tick(minuteOf(Instant.parse("2026-11-24T23:59:59.999Z")));
    story.tick(minuteOf(Instant.parse("2026-11-25T23:59:59.999Z")));
    assertThat(story.all("breached each-day")).hasSize(2);

    story.event(minuteOf(Instant.parse("2026-11-26T12:00:00Z")), milestone("REFUND_BOOKED"));
    story.tick(minuteOf(Instant.parse("2026-12-30T12:00:00Z")));

    assertThat(story.all("breached each-day")).hasSize(2);
    assertThat(story.all("met each-day")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void afterAnOutageTheDaysOfACompensationAreCounted() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.tick(minuteOf(Instant.parse("2026-11-27T12:00:00Z")));

    var missed =
        story.steps.stream()
            .map(Step::progress)
            .filter(Progress.ClockBreached.class::isInstance)
            .map(Progress.ClockBreached.class::cast)
            .filter(breach -> breach.clock().equals("each-day"))
            .mapToInt(Progress.ClockBreached::missed)
            .sum();
    assertThat(missed).as("24, 25 and 26 November").isEqualTo(3);
    assertThat(dueOf(story, "each-day")).isEqualTo(Instant.parse("2026-11-27T23:59:59.999Z"));
    story.checkInvariants();
  }

  @Test
  void aCompensationForEachDayEndsAlsoWhereItIsToldLate() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.tick(minuteOf(Instant.parse("2026-11-26T12:00:00Z")));
    story.event(minuteOf(Instant.parse("2026-11-25T12:00:00Z")), milestone("REFUND_BOOKED"));
    story.tick(minuteOf(Instant.parse("2026-12-30T12:00:00Z")));

    assertThat(story.state().clock("each-day").orElseThrow().open()).isFalse();
    assertThat(story.all("breached each-day")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aClosedCaseOwesACompensationForEachDayUntilItIsDone() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.event(10, new CaseEvent.Closed());
    story.tick(minuteOf(Instant.parse("2026-11-26T12:00:00Z")));
    assertThat(story.all("settled")).isEmpty();

    story.event(minuteOf(Instant.parse("2026-11-26T13:00:00Z")), milestone("REFUND_BOOKED"));

    assertThat(story.all("settled")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void onlyALawInForceOnTheDayOfTheOpeningBinds() {
    var until =
        rule(
            "old",
            Set.of(),
            "DONE",
            new Term.CalendarDays(90),
            null,
            new InForce(null, LocalDate.of(2026, 11, 19)));
    var from =
        rule(
            "new",
            Set.of(),
            "DONE",
            new Term.CalendarDays(45),
            null,
            new InForce(LocalDate.of(2026, 11, 20), null));
    var story = opened("other", until, from);

    assertThat(story.state().clock("old")).isEmpty();
    assertThat(dueOf(story, "new")).isEqualTo(Instant.parse("2027-01-04T23:59:59.999Z"));
  }

  @Test
  void whatTheLawStartsAfterTheCaseIsOverIsWatchedToItsEnd() {
    double day = 24 * 60;
    var review =
        rule(
            "review",
            Set.of(),
            "REVIEW_DECIDED",
            new Term.CalendarDays(45),
            new After.Milestone("REVIEW_REQUESTED"));
    var story = opened("other", review);
    story.event(20, new CaseEvent.Closed());
    assertThat(story.all("settled")).hasSize(1);
    story.event(60, milestone("REVIEW_REQUESTED"));
    story.tick(60 + 31 * day);
    assertThat(story.forgotten()).as("while the law's clock runs").isFalse();

    story.tick(60 + 46 * day);
    assertThat(story.all("breached review")).hasSize(1);
    assertThat(story.all("settled")).hasSize(2);
    story.checkInvariants();
    story.tick(60 + 77 * day);
    assertThat(story.forgotten()).isTrue();
  }

  @Test
  void whatWasDoneInItsTimeEndsAClockThatTheCaseGetsLater() {
    double day = 24 * 60;
    var story = opened("other", REFUND_OF_STOLEN);
    story.event(60, milestone("REFUND_BOOKED"));
    story.event(6 * day, new CaseEvent.Reclassified("stolen", null, null, null));
    story.tick(7 * day);

    assertThat(story.all("met " + REFUND)).containsExactly("met refund @60");
    assertThat(story.all("breached " + REFUND)).isEmpty();
    story.checkInvariants();
  }

  @Test
  void whatWasDoneTooLateIsABreachWithAllThatFollowsInAnyOrderOfReports() {
    double day = 24 * 60;
    var inOrder = opened("stolen", REFUND_OF_STOLEN, COMPENSATION, EACH_DAY);
    inOrder.tick(5 * day - 1);
    inOrder.event(5 * day, milestone("REFUND_BOOKED"));
    inOrder.tick(7 * day);
    var corrected = opened("other", REFUND_OF_STOLEN, COMPENSATION, EACH_DAY);
    corrected.event(5 * day, milestone("REFUND_BOOKED"));
    corrected.event(6 * day, new CaseEvent.Reclassified("stolen", null, null, null));
    corrected.tick(7 * day);

    for (var kind :
        List.of(
            "breached " + REFUND,
            "late " + REFUND,
            "started compensation",
            "breached compensation",
            "started each-day",
            "breached each-day",
            "met each-day")) {
      assertThat(corrected.all(kind)).as(kind).isEqualTo(inOrder.all(kind)).isNotEmpty();
    }
    corrected.checkInvariants();
    inOrder.checkInvariants();
  }

  @Test
  void whatIsReportedInTheWrongOrderEndsTheClockAllTheSame() {
    var story = opened("other", CREDIT_NOTICE);
    story.event(60, milestone("CREDIT_NOTICE_SENT"));
    story.report(
        new ReportedEvent(
            "late", "C-1", "K-1", CaseStory.minute(30), null, milestone("CREDIT_POSTED")),
        70);

    assertThat(story.all("started credit")).hasSize(1);
    assertThat(story.all("met credit")).containsExactly("met credit-notice @60");
    story.checkInvariants();
  }

  @Test
  void whatWasDoneBeforeItBeganDoesNotEndIt() {
    var story = opened("other", CREDIT_NOTICE);
    story.event(10, milestone("CREDIT_NOTICE_SENT"));
    story.event(30, milestone("CREDIT_POSTED"));

    assertThat(story.state().clock("credit-notice").orElseThrow().running()).isTrue();
  }

  @Test
  void whatWasDoneAgainCountsInAnyOrderOfReports() {
    for (var reports : List.of(List.of(10, 60), List.of(60, 10))) {
      var story = opened("other", CREDIT_NOTICE);
      reports.forEach(minute -> story.event(minute, milestone("CREDIT_NOTICE_SENT")));
      story.report(
          new ReportedEvent(
              "late", "C-1", "K-1", CaseStory.minute(30), null, milestone("CREDIT_POSTED")),
          70);
      story.tick(minuteOf(Instant.parse("2026-11-25T00:00:00Z")));

      assertThat(story.all("met credit")).containsExactly("met credit-notice @60");
      assertThat(story.all("breached credit")).isEmpty();
      story.checkInvariants();
    }
  }
}
