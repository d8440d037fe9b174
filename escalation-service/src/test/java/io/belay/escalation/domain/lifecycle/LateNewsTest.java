package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.CaseStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What comes too late, too early, or proves to be untrue. */
class LateNewsTest {
  private static final CaseEvent REPLY = new CaseEvent.AgentReplied();

  private static CaseEvent accepted(String messageId) {
    return new CaseEvent.CustomerInformed("promotion", false, messageId);
  }

  private static CaseEvent bounced(String messageId) {
    return new CaseEvent.MessageBounced(messageId, "promotion");
  }

  /** A case whose clocks but next-update (120 minutes) are out of the way. */
  private static CaseStory answered() {
    var story = CaseStory.opened("other");
    story.event(0, REPLY);
    story.news();
    return story;
  }

  private static long dueOf(CaseStory story, String clock) {
    var dueAt = story.state().clock(clock).orElseThrow().stint().dueAt();
    return Duration.between(CaseStory.OPENED_AT, dueAt).toMinutes();
  }

  @Test
  void anAnswerOlderThanTheBreachCorrectsItAndErasesNothing() {
    var story = CaseStory.opened("other");
    story.tick(61);
    story.news();

    story.event("late", 59, REPLY, null);

    assertThat(story.news())
        .contains("corrected first-response missed 0 @59", "met first-response @59");
    assertThat(story.all("breached first-response")).hasSize(1);
    assertThat(story.all("promoted senior")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void anAnswerAtTheDueTimeOfABreachThatWasDecidedCorrectsItAndOneAfterDoesNot() {
    for (double minutes : new double[] {60 - 1 / 60_000.0, 60, 60 + 1 / 60_000.0}) {
      var story = CaseStory.opened("other");
      story.tick(61);

      story.event("late", minutes, REPLY, null);

      assertThat(story.all("corrected first-response")).hasSize(minutes <= 60 ? 1 : 0);
      assertThat(story.all("late first-response")).hasSize(minutes <= 60 ? 0 : 1);
      story.checkInvariants();
    }
  }

  @Test
  void anAnswerInTimeCorrectsTheBreachAlsoWhereOneThatWasLateCameFirst() {
    var story = CaseStory.opened("other");
    story.tick(60);
    story.event(70, new CaseEvent.AgentReplied());
    assertThat(story.all("late first-response")).hasSize(1);

    story.event(61, new CaseEvent.AgentReplied());
    assertThat(story.all("corrected")).isEmpty();
    story.event(60, new CaseEvent.AgentReplied());
    story.event(50, new CaseEvent.AgentReplied());

    assertThat(story.all("corrected")).containsExactly("corrected first-response missed 0 @60");
    assertThat(story.state().clock("first-response").orElseThrow().phase())
        .isEqualTo(new Clock.Phase.Met(CaseStory.minute(70), false));
    story.checkInvariants();
  }

  @Test
  void aLateAnswerCorrectsThePeriodOfARecurringClockThatCountsAsMissed() {
    var story = answered();
    story.tick(121);
    assertThat(story.all("breached next-update"))
        .containsExactly("breached next-update missed 1 @120");

    story.event("late", 119, REPLY, null);

    assertThat(story.all("corrected next-update"))
        .containsExactly("corrected next-update missed 0 @119");
    assertThat(dueOf(story, "next-update")).as("the period that runs is as it was").isEqualTo(240);
    story.checkInvariants();
  }

  @Test
  void aLateAnswerBetweenMissedPeriodsLeavesThoseBeforeItMissed() {
    var story = answered();
    story.tick(500);
    assertThat(story.all("breached next-update"))
        .containsExactly("breached next-update missed 4 @120");

    story.event("late", 300, REPLY, null);

    assertThat(story.all("corrected next-update"))
        .containsExactly("corrected next-update missed 2 @300");
    story.checkInvariants();
  }

  @Test
  void theSameLapseIsCorrectedOnce() {
    var story = answered();
    story.tick(121);

    story.event("late-1", 118, REPLY, null);
    story.event("late-2", 119, REPLY, null);

    assertThat(story.all("corrected next-update")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void anAnswerAfterTheLapseMeetsThePeriodThatRuns() {
    var story = answered();
    story.tick(121);

    story.event(125, REPLY);

    assertThat(story.all("corrected next-update")).isEmpty();
    assertThat(dueOf(story, "next-update")).isEqualTo(245);
    story.checkInvariants();
  }

  @Test
  void anAcknowledgementAnApologyAndAReminderNeverFulfilTheNextUpdate() {
    var story = answered();
    for (var noNews : new String[] {"acknowledgement", "apology", "reminder", "rating-request"}) {
      story.event(10, new CaseEvent.CustomerInformed(noNews, true, "m-" + noNews));
    }

    assertThat(dueOf(story, "next-update")).isEqualTo(120);
  }

  @Test
  void anAcceptedMessageFulfilsTheNextUpdateUntilItBounces() {
    var story = answered();
    story.event(30, accepted("m-1"));
    assertThat(dueOf(story, "next-update")).isEqualTo(150);

    story.event(40, bounced("m-1"));

    assertThat(story.all("reopened next-update"))
        .containsExactly("reopened next-update due 120 @40");
    assertThat(dueOf(story, "next-update")).isEqualTo(120);
    story.tick(119.9);
    assertThat(story.all("breached next-update")).isEmpty();
    story.tick(120);
    assertThat(story.all("breached next-update"))
        .containsExactly("breached next-update missed 1 @120");
    story.checkInvariants();
  }

  @Test
  void aBounceAfterTheDueTimeFindsThePromiseBroken() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(140, bounced("m-1"));
    story.tick(140);

    assertThat(story.all("reopened next-update"))
        .containsExactly("reopened next-update due 120 @140");
    assertThat(story.all("breached next-update"))
        .containsExactly("breached next-update missed 1 @120");
    story.checkInvariants();
  }

  @Test
  void aConfirmedMessageIsNotTakenBack() {
    var story = answered();
    story.event(30, new CaseEvent.CustomerInformed("promotion", true, "m-1"));
    story.event(40, bounced("m-1"));

    assertThat(story.all("reopened next-update")).isEmpty();
    assertThat(dueOf(story, "next-update")).isEqualTo(150);
  }

  @Test
  void aBounceOfAnotherMessageOrAfterRealNewsChangesNothing() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(35, bounced("m-0"));
    story.event(50, REPLY);
    story.event(60, bounced("m-1"));

    assertThat(story.all("reopened next-update")).isEmpty();
    assertThat(dueOf(story, "next-update")).isEqualTo(170);
  }

  @Test
  void aBounceTwiceOpensOnce() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(40, bounced("m-1"));
    story.event(41, bounced("m-1"));

    assertThat(story.all("reopened next-update")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aPauseSinceTheMessageIsNotCountedAgainstTheBank() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(40, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(70, new CaseEvent.CustomerReplied());
    story.event(80, bounced("m-1"));

    assertThat(dueOf(story, "next-update")).isEqualTo(150);
    story.checkInvariants();
  }

  @Test
  void aBounceWhileTheCaseWaitsLeavesTheClockStanding() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(40, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(70, bounced("m-1"));

    var clock = story.state().clock("next-update").orElseThrow();
    assertThat(clock.paused()).isTrue();
    assertThat(clock.stint().remaining()).isEqualTo(Duration.ofMinutes(80));
    story.checkInvariants();
  }

  @Test
  void aBounceOpensNoClockThatNoLongerApplies() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(35, new CaseEvent.Linked("C-0", null, CaseEvent.Linked.DUPLICATE));
    story.event(40, bounced("m-1"));

    assertThat(story.all("reopened next-update")).isEmpty();
    assertThat(story.state().openClocks()).isEmpty();
    story.checkInvariants();
  }

  @Test
  void theWaitInWhichAMessageComesBackIsNotCountedAgainstTheBank() {
    var told =
        ClockRule.internal(
            "told-once",
            ClockRule.StartsOn.OPENED,
            new ClockRule.Target(
                WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P3", Duration.ofHours(2))),
            Set.of("informed:promotion"),
            false,
            true,
            ClockRule.OnReopen.NONE,
            new ClockRule.Effects(List.of(), true, false, false));
    var story = new CaseStory(SmallPack.of(OnReclassification.RETROACTIVE, told));
    story.open("other");
    story.event(30, accepted("m-1"));
    story.event(40, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(300, bounced("m-1"));
    story.tick(301);

    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("paused told-once")).containsExactly("paused told-once left 80 @300");
    story.event(310, new CaseEvent.CustomerReplied());
    assertThat(dueOf(story, "told-once")).isEqualTo(390);
    story.checkInvariants();
  }

  @Test
  void aBounceOfAResolvedCaseIsOnlyNoted() {
    var story = answered();
    story.event(30, accepted("m-1"));
    story.event(35, new CaseEvent.Resolved("REFUNDED"));
    story.event(40, bounced("m-1"));

    assertThat(story.all("reopened next-update")).isEmpty();
    assertThat(story.all("recorded MESSAGE_BOUNCED")).hasSize(1);
  }

  @Test
  void anEventOfTheFutureIsRefusedAndOneOfAClockAFewMinutesAheadCountsAsOfNow() {
    var story = CaseStory.opened("other");
    story.report(reply("ahead", 15, 10), 10);
    assertThat(story.all("met first-response")).containsExactly("met first-response @10");

    story.report(reply("future", 15 + 1 / 60_000.0, 10), 10);
    assertThat(story.all("rejected")).containsExactly("rejected occurred-in-future @10");
  }

  @Test
  void anOpeningOfTheFutureIsRefused() {
    var opening = new CaseEvent.Opened("other", null, null, null, "CN", null);
    var story = new CaseStory(SmallPack.PACK);
    story.report(reported("f", 6, 0, opening), 0);

    assertThat(story.all("rejected")).containsExactly("rejected occurred-in-future @0");
    assertThat(story.forgotten()).isTrue();
  }

  @Test
  void anOpeningOlderThanSettledCasesAreKeptIsRefusedUnlessItIsAnImport() {
    double thirtyDays = 30 * 24 * 60;
    for (double late : new double[] {thirtyDays - 1, thirtyDays, thirtyDays + 1}) {
      var story = new CaseStory(SmallPack.PACK);
      story.report(
          reported("o", 0, late, new CaseEvent.Opened("other", null, null, null, "CN", null)),
          late);
      assertThat(story.all("rejected opening-too-old")).hasSize(late > thirtyDays ? 1 : 0);
    }
    var imported = new CaseStory(SmallPack.PACK);
    imported.report(
        reported(
            "o",
            0,
            thirtyDays + 1,
            new CaseEvent.Opened("other", null, null, null, "CN", null, true)),
        thirtyDays + 1);
    assertThat(imported.all("accepted")).hasSize(1);
  }

  private static ReportedEvent reply(String eventId, double occurred, double appended) {
    return reported(eventId, occurred, appended, REPLY);
  }

  private static ReportedEvent reported(
      String eventId, double occurred, double appended, CaseEvent event) {
    return new ReportedEvent(
        eventId,
        "C-1",
        "K-1",
        new ReportedEvent.Times(minute(occurred), minute(appended)),
        null,
        event);
  }
}
