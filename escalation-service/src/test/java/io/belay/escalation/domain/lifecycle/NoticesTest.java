package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Notice.Named;
import io.belay.escalation.domain.policy.Notice.On;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.Extension;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a law wants the customer to be told. A case opened on 20 November 2026. */
class NoticesTest {
  private static final String FINAL = "final-response";
  private static final Map<String, String> FIELDS = Map.of("timetable@en", "Within 15 days.");

  private static final PolicyPack PACK =
      pack(
          notice("notice-acknowledgement", new On.Opened(), Named.DUE),
          notice("notice-delay", new On.Milestone("HOLDING_REPLY_SENT"), Named.EXTENDED),
          notice("notice-credit", new On.Extended(FINAL), Named.DUE),
          notice("notice-decision", new On.Milestone("FINAL_RESPONSE_SENT"), Named.DUE));

  @Test
  void aNoticeNamesTheTimeOfItsClockAndSaysWhatThePackGives() {
    var story = opened("stolen");
    var said = notices(story).getFirst();
    assertThat(said.messageType()).isEqualTo("notice-acknowledgement");
    assertThat(said.messageClass()).isEqualTo(Progress.MessageClass.STATUTORY);
    assertThat(said.facts().wording().noticeFields()).isEqualTo(FIELDS);
    assertThat(said.facts().expectedBy()).isEqualTo(Instant.parse("2026-12-05T23:59:59.999Z"));
  }

  @Test
  void whoseOldCaseIsBroughtOverIsNotToldByANoticeThatItWasOpened() {
    var story = new CaseStory(PACK);
    story.event(0, new CaseEvent.Opened("stolen", null, null, null, "CN", null, true));
    assertThat(finalResponse(story).running()).as("the clock runs").isTrue();
    assertThat(notices(story)).isEmpty();
    story.event(10, FINAL_RESPONSE_SENT);
    assertThat(notices(story)).hasSize(1);
  }

  @Test
  void aCaseWithoutTheClockGetsNoNotice() {
    var story = opened("other");
    story.event(10, new CaseEvent.MilestoneReached("HOLDING_REPLY_SENT"));
    assertThat(notices(story)).isEmpty();
  }

  @Test
  void aHoldingReplyNamesTheTimeTheExtensionWillGive() {
    var story = opened("stolen");
    story.event(10, new CaseEvent.MilestoneReached("HOLDING_REPLY_SENT"));
    assertThat(notices(story).getLast().facts().expectedBy())
        .isEqualTo(Instant.parse("2026-12-20T23:59:59.999Z"));
    story.event(20, new CaseEvent.ExtensionGranted(FINAL, null));
    assertThat(notices(story))
        .extracting(Progress.FollowUpDue::messageType)
        .containsExactly("notice-acknowledgement", "notice-delay", "notice-credit");
    assertThat(notices(story).getLast().facts().expectedBy())
        .isEqualTo(Instant.parse("2026-12-20T23:59:59.999Z"));
    story.checkInvariants();
  }

  @Test
  void whatEndsTheClockIsSaidBeforeTheCaseSettlesAndNamesNoTime() {
    var story = opened("stolen");
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.event(30, new CaseEvent.MilestoneReached("FINAL_RESPONSE_SENT"));
    assertThat(notices(story).getLast().messageType()).isEqualTo("notice-decision");
    assertThat(notices(story).getLast().facts().expectedBy()).isNull();
    assertThat(story.news()).last().asString().startsWith("settled");
    story.checkInvariants();
  }

  private static final CaseEvent FINAL_RESPONSE_SENT =
      new CaseEvent.MilestoneReached("FINAL_RESPONSE_SENT");
  private static final CaseEvent CAME_BACK = new CaseEvent.MessageBounced("m-1", "notice-decision");

  private static Clock finalResponse(CaseStory story) {
    return story.state().clock(FINAL).orElseThrow();
  }

  @Test
  void aNoticeThatComesBackTakesItsMilestoneBackAndTheDutyGoesOn() {
    var story = opened("stolen");
    var due = finalResponse(story).stint().dueAt();
    story.event(10, FINAL_RESPONSE_SENT);
    assertThat(finalResponse(story).open()).isFalse();

    story.event(100, CAME_BACK);

    assertThat(finalResponse(story).running()).isTrue();
    assertThat(finalResponse(story).stint().dueAt()).isEqualTo(due);
    assertThat(story.state().history().milestones().names()).isEmpty();
    story.checkInvariants();
  }

  @Test
  void whatIsReportedAgainAfterItsNoticeWasLostCountsThoughNoNoticeFindsTheCustomer() {
    var story = opened("stolen");
    story.event(10, FINAL_RESPONSE_SENT);
    story.event(100, CAME_BACK);
    story.event(200, FINAL_RESPONSE_SENT);
    assertThat(notices(story)).as("the notice is tried again").hasSize(3);

    story.event(300, new CaseEvent.MessageBounced("m-2", "notice-decision"));

    assertThat(finalResponse(story).open()).isFalse();
    assertThat(story.state().history().milestones().has("FINAL_RESPONSE_SENT")).isTrue();
    story.checkInvariants();
  }

  @Test
  void aDutyThatIsOverdueWhenItsNoticeComesBackIsBreachedAtItsDueTime() {
    var story = opened("stolen");
    var due = finalResponse(story).stint().dueAt();
    double dueMinute = Duration.between(CaseStory.OPENED_AT, due).toMillis() / 60_000.0;
    story.event(10, FINAL_RESPONSE_SENT);
    story.event(dueMinute + 60, CAME_BACK);
    story.tick(dueMinute + 61);

    assertThat(story.all("breached " + FINAL)).hasSize(1);
    assertThat(finalResponse(story).stint().dueAt()).isEqualTo(due);
    story.checkInvariants();
  }

  @Test
  void theNoticeThatArrivesOnAnotherWayFulfilsTheDutyThen() {
    var story = opened("stolen");
    story.event(10, FINAL_RESPONSE_SENT);
    story.event(100, CAME_BACK);
    story.event(200, new CaseEvent.CustomerInformed("notice-decision", true, "m-2"));

    assertThat(finalResponse(story).phase())
        .isEqualTo(new Clock.Phase.Met(CaseStory.OPENED_AT.plus(Duration.ofMinutes(200)), false));
    assertThat(story.state().history().milestones().names()).containsExactly("FINAL_RESPONSE_SENT");
    story.event(300, new CaseEvent.CustomerInformed("notice-decision", true, "m-2"));
    assertThat(story.all("met " + FINAL)).hasSize(2);
    story.checkInvariants();
  }

  @Test
  void aSettledCaseOwesAgainWhatItsCustomerNeverReadAndSettlesAnew() {
    var story = opened("stolen");
    story.event(10, FINAL_RESPONSE_SENT);
    story.event(20, new CaseEvent.Closed());
    assertThat(story.all("settled")).hasSize(1);

    story.event(100, CAME_BACK);
    assertThat(finalResponse(story).running()).isTrue();
    assertThat(story.state().history().settledUntil()).isNull();
    story.event(200, new CaseEvent.CustomerInformed("notice-decision", true, "m-2"));

    assertThat(story.all("settled")).hasSize(2);
    story.checkInvariants();
  }

  @Test
  void aDutyThatWasDoneLateIsOverdueSinceItsDueTimeAndTheCaseSettlesAnew() {
    var story = opened("stolen");
    var due = finalResponse(story).stint().dueAt();
    double dueMinute = Duration.between(CaseStory.OPENED_AT, due).toMillis() / 60_000.0;
    story.event(10, new CaseEvent.Closed());
    story.tick(dueMinute + 1);
    story.event(dueMinute + 100, FINAL_RESPONSE_SENT);
    story.event(dueMinute + 200, CAME_BACK);

    assertThat(finalResponse(story).phase()).isEqualTo(new Clock.Phase.Breached());
    assertThat(finalResponse(story).stint().dueAt()).isEqualTo(due);
    assertThat(story.state().history().settledUntil()).isNotNull();
    assertThat(story.all("settled")).hasSize(2);
    story.checkInvariants();

    story.event(dueMinute + 300, FINAL_RESPONSE_SENT);
    assertThat(story.all("corrected")).isEmpty();
    assertThat(story.all("late " + FINAL)).hasSize(2);
  }

  @Test
  void aBreachThatWasCorrectedAndWhoseNoticeComesBackIsBreachedOnce() {
    var story = opened("stolen");
    var due = finalResponse(story).stint().dueAt();
    double dueMinute = Duration.between(CaseStory.OPENED_AT, due).toMillis() / 60_000.0;
    story.event(10, new CaseEvent.Closed());
    story.tick(dueMinute + 1);
    story.event(dueMinute - 60, FINAL_RESPONSE_SENT);
    assertThat(story.all("corrected " + FINAL)).hasSize(1);
    assertThat(story.all("met " + FINAL)).hasSize(1);

    story.event(dueMinute + 300, CAME_BACK);
    story.tick(dueMinute + 301);

    assertThat(finalResponse(story).phase()).isEqualTo(new Clock.Phase.Breached());
    assertThat(finalResponse(story).stint().dueAt()).isEqualTo(due);
    assertThat(story.all("breached " + FINAL)).hasSize(1);
    story.checkInvariants();
    story.event(dueMinute + 400, FINAL_RESPONSE_SENT);
    assertThat(story.all("late " + FINAL)).hasSize(1);
  }

  @Test
  void aCaseThatIsCorrectedIntoALawIsToldWhatItsOpeningWouldHaveSaid() {
    var story = opened("other");
    story.event(100, new CaseEvent.Reclassified("stolen", null, null, null));
    story.event(110, new CaseEvent.Reclassified("other", null, null, null));
    story.event(120, new CaseEvent.Reclassified("stolen", null, null, null));

    assertThat(story.all("told notice")).containsExactly("told notice-acknowledgement @100");
    assertThat(notices(story).getFirst().facts().expectedBy())
        .isEqualTo(finalResponse(story).stint().dueAt());
    story.checkInvariants();
  }

  @Test
  void whatIsDoneIsNotAnnouncedAnyMore() {
    var story = opened("other");
    story.event(10, FINAL_RESPONSE_SENT);
    story.event(100, new CaseEvent.Reclassified("stolen", null, null, null));

    assertThat(story.all("told notice")).containsExactly("told notice-decision @10");
  }

  @Test
  void withoutItsNoticeAnExtensionIsRefusedAgain() {
    var story = opened("stolen");
    story.event(10, new CaseEvent.MilestoneReached("HOLDING_REPLY_SENT"));
    story.event(20, new CaseEvent.MessageBounced("m-1", "notice-delay"));
    story.event(30, new CaseEvent.ExtensionGranted(FINAL, null));

    assertThat(story.all("rejected")).containsExactly("rejected notice-missing @30");
  }

  @Test
  void anotherMessageThatComesBackTakesNoMilestoneBack() {
    var story = opened("stolen");
    story.event(10, FINAL_RESPONSE_SENT);
    story.event(100, new CaseEvent.MessageBounced("m-1", "progress"));

    assertThat(finalResponse(story).open()).isFalse();
    assertThat(story.state().history().milestones().names()).containsExactly("FINAL_RESPONSE_SENT");
  }

  private static List<Progress.FollowUpDue> notices(CaseStory story) {
    return story.steps.stream()
        .map(step -> step.progress())
        .filter(Progress.FollowUpDue.class::isInstance)
        .map(Progress.FollowUpDue.class::cast)
        .filter(due -> due.messageType().startsWith("notice-"))
        .toList();
  }

  private static CaseStory opened(String category) {
    var story = new CaseStory(PACK);
    story.open(category);
    return story;
  }

  private static Notice notice(String type, On on, Named names) {
    return new Notice(type, on, FINAL, names, FIELDS);
  }

  private static PolicyPack pack(Notice... notices) {
    var clock =
        new StatutoryClock(
            new Term.CalendarDays(15),
            ZoneOffset.UTC,
            BusinessDays.mondayToFriday(Set.of(), Set.of()),
            Options.STRICT);
    var extension = new Extension(new Term.CalendarDays(30), false, "HOLDING_REPLY_SENT");
    var rule =
        ClockRule.statutory(
            FINAL,
            Set.of("stolen"),
            Set.of("milestone:FINAL_RESPONSE_SENT"),
            new Effects(List.of(), false, false, false),
            new Statute("Act, section 1", clock, null, InForce.ALWAYS, List.of(extension)));
    return SmallPack.with(SmallPack.and(rule), notices);
  }
}
