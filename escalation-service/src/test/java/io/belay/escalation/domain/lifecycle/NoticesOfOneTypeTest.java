package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Notice.Named;
import io.belay.escalation.domain.policy.Notice.On;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A law wants a decision, and another of a review, and the customer is told of both by notices of
 * one type; a delay that was announced also answers the first.
 */
class NoticesOfOneTypeTest {
  private static final String DECISION = "decision";
  private static final String REVIEW = "review";
  private static final CaseEvent DECIDED = new CaseEvent.MilestoneReached("DECISION_SENT");
  private static final CaseEvent REVIEW_REQUESTED =
      new CaseEvent.MilestoneReached("REVIEW_REQUESTED");
  private static final CaseEvent REVIEWED = new CaseEvent.MilestoneReached("REVIEW_DECISION_SENT");
  private static final CaseEvent CAME_BACK = new CaseEvent.MessageBounced("m-1", "notice-decision");
  private static final CaseEvent ARRIVED =
      new CaseEvent.CustomerInformed("notice-decision", true, "m-1");

  @Test
  void whatComesBackIsTheNoticeOfTheLatestMilestoneAndTheOthersStay() {
    var story = opened();
    story.event(10, DECIDED);
    story.event(11, REVIEW_REQUESTED);
    story.event(20, REVIEWED);
    story.event(30, CAME_BACK);

    assertThat(clock(story, REVIEW).running()).isTrue();
    assertThat(clock(story, DECISION).open()).isFalse();
    assertThat(milestones(story)).containsExactlyInAnyOrder("DECISION_SENT", "REVIEW_REQUESTED");

    story.event(40, ARRIVED);
    assertThat(story.all("met " + REVIEW)).containsExactly("met review @20", "met review @40");
    assertThat(story.all("met " + DECISION)).hasSize(1);
    assertThat(milestones(story)).contains("REVIEW_DECISION_SENT");
    story.checkInvariants();
  }

  @Test
  void aNoticeThatHasArrivedIsNotTheOneThatComesBack() {
    var story = opened();
    story.event(10, REVIEW_REQUESTED);
    story.event(11, DECIDED);
    story.event(20, REVIEWED);
    story.event(21, ARRIVED);
    story.event(30, CAME_BACK);
    story.event(31, CAME_BACK);

    assertThat(clock(story, REVIEW).running()).isTrue();
    assertThat(clock(story, DECISION).open()).as("its notice has arrived").isFalse();
    story.checkInvariants();
  }

  @Test
  void aNoticeThatArrivesReachesNoMilestoneThatNobodyReached() {
    var story = opened();
    story.event(10, REVIEW_REQUESTED);
    story.event(20, REVIEWED);
    story.event(30, ARRIVED);

    assertThat(milestones(story)).doesNotContain("DECISION_SENT");
    assertThat(clock(story, DECISION).running()).isTrue();
  }

  @Test
  void whatComesBackIsLostAlsoWhereAnotherMilestoneOfItsTypeWasNotReached() {
    var story = opened();
    story.event(10, REVIEW_REQUESTED);
    story.event(20, REVIEWED);
    story.event(30, CAME_BACK);

    assertThat(clock(story, REVIEW).running()).isTrue();
    assertThat(milestones(story)).containsExactly("REVIEW_REQUESTED");
  }

  @Test
  void aClockThatHungOnTheNoticeThatCameBackIsMetByWhatElseWasDone() {
    var story = opened();
    story.event(10, new CaseEvent.MilestoneReached("DELAY_ANNOUNCED"));
    story.event(20, DECIDED);
    story.event(30, new CaseEvent.MessageBounced("m-0", "notice-delay"));

    assertThat(story.all("reopened " + DECISION)).hasSize(1);
    assertThat(story.all("met " + DECISION))
        .containsExactly("met decision @10", "met decision @20");
    assertThat(milestones(story)).containsExactly("DECISION_SENT");
    story.checkInvariants();
  }

  @Test
  void whatWasReachedBeforeAClockBeganIsNoNoticeOfIt() {
    var story = opened();
    story.event(10, REVIEWED);
    story.event(20, REVIEW_REQUESTED);

    assertThat(story.all("told notice-decision")).isEmpty();
    assertThat(clock(story, REVIEW).running()).isTrue();
  }

  private static Clock clock(CaseStory story, String name) {
    return story.state().clock(name).orElseThrow();
  }

  private static Set<String> milestones(CaseStory story) {
    return story.state().history().milestones().names();
  }

  private static CaseStory opened() {
    var pack =
        SmallPack.and(
            law(DECISION, null, "milestone:DECISION_SENT", "milestone:DELAY_ANNOUNCED"),
            law(REVIEW, new After.Milestone("REVIEW_REQUESTED"), "milestone:REVIEW_DECISION_SENT"));
    var story =
        new CaseStory(
            SmallPack.with(
                pack,
                notice("notice-decision", "DECISION_SENT", DECISION),
                notice("notice-decision", "REVIEW_DECISION_SENT", REVIEW),
                notice("notice-delay", "DELAY_ANNOUNCED", DECISION)));
    story.open("other");
    return story;
  }

  private static Notice notice(String type, String milestone, String clock) {
    return new Notice(type, new On.Milestone(milestone), clock, Named.DUE, Map.of());
  }

  private static ClockRule law(String name, @Nullable After after, String... metBy) {
    return ClockRule.statutory(
        name,
        Set.of(),
        Set.of(metBy),
        new Effects(List.of(), true, false, false),
        new Statute(
            "Act, section 1",
            new StatutoryClock(
                new Term.CalendarDays(15),
                ZoneOffset.UTC,
                BusinessDays.mondayToFriday(Set.of(), Set.of()),
                Options.STRICT),
            after,
            InForce.ALWAYS,
            List.of()));
  }

  @Test
  void aNoticeIsOfTheClockItBelongsToAlsoWhereItsMilestoneHasAnother() {
    var pack =
        SmallPack.and(
            law(DECISION, null, "milestone:DECISION_SENT"),
            law(REVIEW, null, "milestone:DECISION_SENT"));
    var story =
        new CaseStory(
            SmallPack.with(
                pack,
                notice("notice-decision", "DECISION_SENT", DECISION),
                notice("notice-delay", "DECISION_SENT", REVIEW)));
    story.open("other");
    story.event(10, DECIDED);
    story.event(20, new CaseEvent.MessageBounced("m-1", "notice-delay"));

    assertThat(clock(story, REVIEW).running()).isTrue();
    assertThat(clock(story, DECISION).open()).as("its own notice did not come back").isFalse();
    story.checkInvariants();
  }

  @Test
  void whatIsToldAgainForSureIsNotTheOneThatComesBackNext() {
    var story = opened();
    story.event(10, DECIDED);
    story.event(11, REVIEW_REQUESTED);
    story.event(20, REVIEWED);
    story.event(30, CAME_BACK);
    story.event(40, ARRIVED);
    story.event(50, CAME_BACK);

    assertThat(clock(story, REVIEW).open()).as("its notice has arrived").isFalse();
    assertThat(clock(story, DECISION).running()).isTrue();
    assertThat(milestones(story))
        .containsExactlyInAnyOrder("REVIEW_REQUESTED", "REVIEW_DECISION_SENT");
    story.checkInvariants();
  }

  @Test
  void aMessageThatArrivesReachesAMilestoneOnlyWhereItWasTakenBack() {
    var story = opened();
    story.event(10, DECIDED);
    story.event(20, ARRIVED);

    assertThat(story.steps)
        .extracting(Step::progress)
        .filteredOn(Progress.EventRecorded.class::isInstance)
        .extracting(recorded -> ((Progress.EventRecorded) recorded).milestone())
        .containsExactly("DECISION_SENT", null);
    story.event(30, CAME_BACK);
    assertThat(milestones(story)).as("it is proved").containsExactly("DECISION_SENT");
  }
}
