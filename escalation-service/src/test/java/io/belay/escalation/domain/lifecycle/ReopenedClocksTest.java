package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reopened case gives a clock of an hour that was breached, or is none of it any more. */
class ReopenedClocksTest {
  private static final CaseEvent ANSWER = new CaseEvent.AgentReplied();
  private static final CaseEvent RESOLVED = new CaseEvent.Resolved("REFUNDED");
  private static final CaseEvent REOPENED = new CaseEvent.Reopened();
  private static final CaseEvent OTHER = new CaseEvent.Reclassified("other", null, null, null);

  @Test
  void aBreachedClockHasItsWholeTargetAgain() {
    var story = breachedAndReopened(OnReopen.RESET);

    assertThat(story.all("started answer"))
        .containsExactly("started answer due 60 @0", "started answer due 160 @100");
    story.tick(159.9);
    assertThat(story.all("breached")).hasSize(1);
    story.tick(160);
    assertThat(story.all("breached")).hasSize(2);
    assertThat(story.all("promoted")).as("from the specialist to the top").hasSize(1);
    assertThat(story.all("exhausted")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aBreachedClockHasNothingLeftAndIsNotBreachedAgain() {
    for (var rule : List.of(OnReopen.CONTINUE, OnReopen.TOTAL, OnReopen.NONE)) {
      var story = breachedAndReopened(rule);
      story.tick(500);

      assertThat(story.all("started answer")).as("%s", rule).hasSize(1);
      assertThat(story.all("breached")).as("%s", rule).hasSize(1);
      story.checkInvariants();
    }
  }

  @Test
  void whatIsReportedOfTheTimeBeforeCorrectsTheBreachOnlyWhereItWasInTime() {
    for (int minute : List.of(59, 60, 61, 99)) {
      var story = breachedAndReopened(OnReopen.RESET);
      story.event(minute, ANSWER);

      assertThat(story.all("corrected"))
          .as("minute %d", minute)
          .hasSize(minute <= 60 ? 1 : 0)
          .allMatch(correction -> correction.startsWith("corrected answer missed 0"));
      assertThat(story.state().clock("answer")).get().matches(clock -> clock.running());
      story.checkInvariants();
    }
  }

  @Test
  void aClockThatWasMetLateHasNothingLeft() {
    var story = opened(OnReopen.CONTINUE, "stolen");
    story.tick(61);
    story.event(70, ANSWER);
    story.event(80, RESOLVED);
    story.event(100, REOPENED);
    story.tick(101);

    assertThat(story.all("started answer")).hasSize(1);
    assertThat(story.all("breached")).hasSize(1);
  }

  @Test
  void aClockThatTheCaseDoesNotHaveAnyMoreStartsInNoWay() {
    for (var rule : OnReopen.values()) {
      var story = opened(rule, "stolen");
      story.event(10, OTHER);
      story.event(20, RESOLVED);
      story.event(30, REOPENED);

      assertThat(story.all("started answer")).as("%s", rule).hasSize(1);
    }
  }

  @Test
  void aClockThatTheCaseHasOnlySinceItWasCorrectedStartsWithTheReopening() {
    var stolen = new CaseEvent.Reclassified("stolen", null, null, null);
    for (var rule : OnReopen.values()) {
      var story = opened(rule, "other");
      story.event(10, RESOLVED);
      story.event(20, stolen);
      story.event(30, REOPENED);

      assertThat(story.all("started answer"))
          .as("%s", rule)
          .containsExactly(
              rule == OnReopen.TOTAL ? "started answer due 60 @0" : "started answer due 90 @30");
      story.checkInvariants();
    }
  }

  @Test
  void aClockThatACorrectionHadEndedStartsAgainWhereTheNextBringsItBack() {
    var stolen = new CaseEvent.Reclassified("stolen", null, null, null);
    var due =
        Map.of(OnReopen.TOTAL, 60, OnReopen.CONTINUE, 85, OnReopen.RESET, 90, OnReopen.NONE, 90);
    for (var rule : OnReopen.values()) {
      var story = opened(rule, "stolen");
      story.event(5, OTHER);
      story.event(10, RESOLVED);
      story.event(20, stolen);
      story.event(30, REOPENED);

      assertThat(story.all("started answer"))
          .as("%s", rule)
          .hasSize(2)
          .last()
          .asString()
          .startsWith("started answer due " + due.get(rule) + " ");
      story.checkInvariants();
    }
  }

  private static CaseStory breachedAndReopened(OnReopen onReopen) {
    var story = opened(onReopen, "stolen");
    story.tick(61);
    story.event(70, RESOLVED);
    story.event(100, REOPENED);
    return story;
  }

  private static CaseStory opened(OnReopen onReopen, String category) {
    var hour = Map.of("P3", Duration.ofHours(1));
    var story =
        new CaseStory(
            SmallPack.of(
                OnReclassification.RETROACTIVE,
                ClockRule.internal(
                    "answer",
                    StartsOn.OPENED,
                    new Target(WorkingCalendar.ALWAYS, Set.of("stolen"), Map.of(), hour),
                    Set.of("AGENT_REPLIED"),
                    false,
                    true,
                    onReopen,
                    new Effects(List.of(), true, false, false))));
    story.open(category);
    return story;
  }
}
