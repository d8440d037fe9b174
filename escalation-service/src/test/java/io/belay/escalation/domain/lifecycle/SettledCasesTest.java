package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.Triggers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of a case that is over. */
class SettledCasesTest {
  private static final double HOUR = 60;
  private static final double DAY = 24 * HOUR;
  private static final double MILLISECOND = 1 / 60_000.0;

  /** Settled at minute 10; can be reopened for so long. */
  private static CaseStory settled(Duration window) {
    var story = new CaseStory(reopenableFor(window));
    story.open("other");
    story.event(1, new CaseEvent.MilestoneReached("REFUND_BOOKED"));
    for (int i = 0; i < EventMemory.CAPACITY; i++) {
      story.event(2, new CaseEvent.Noted());
    }
    story.event(10, new CaseEvent.Closed());
    return story;
  }

  private static PolicyPack reopenableFor(Duration window) {
    var pack = SmallPack.with(new Triggers(0, 0, 0, 2, Map.of()));
    var rules = pack.caseRules();
    return new PolicyPack(
        pack.ref(),
        pack.categories(),
        pack.ladder(),
        pack.clocks(),
        new CaseRules(
            rules.longestWait(),
            rules.customerRequests(),
            rules.triggers(),
            rules.onReclassification(),
            rules.followUps(),
            window),
        pack.outcomes());
  }

  @Test
  void itShrinksToASummary() {
    var story = settled(Duration.ofHours(1));

    assertThat(story.state().history().seen().eventIds()).hasSize(EventMemory.CAPACITY_IN_SHORT);
    assertThat(story.state().history().milestones().names())
        .as("the notice of one may still come back")
        .containsExactly("REFUND_BOOKED");
    assertThat(story.state().clocks()).allMatch(clock -> clock.stint().warnAt().isEmpty());
    story.checkInvariants();
  }

  @Test
  void theSummaryIsKeptThirtyDaysOrAsLongAsTheCaseCanBeReopened() {
    var brief = settled(Duration.ofHours(1));
    brief.tick(10 + 30 * DAY - MILLISECOND);
    assertThat(brief.forgotten()).isFalse();
    brief.tick(10 + 30 * DAY);
    assertThat(brief.forgotten()).isTrue();
    assertThat(brief.all("forgotten")).hasSize(1);

    var longer = settled(Duration.ofDays(90));
    longer.tick(10 + 90 * DAY - MILLISECOND);
    assertThat(longer.forgotten()).isFalse();
    longer.tick(10 + 90 * DAY);
    assertThat(longer.forgotten()).isTrue();
  }

  @Test
  void itIsReopenedUntilTheLastInstantOfItsWindow() {
    var inTime = settled(Duration.ofHours(1));
    inTime.event(10 + HOUR, new CaseEvent.Reopened());
    assertThat(inTime.all("reopened")).hasSize(1);
    inTime.checkInvariants();

    var tooLate = settled(Duration.ofHours(1));
    tooLate.event(10 + HOUR + MILLISECOND, new CaseEvent.Reopened());
    assertThat(tooLate.all("rejected")).containsExactly("rejected reopening-too-late @70");
  }

  @Test
  void aLowRatingAfterTheWindowIsOnlyNoted() {
    var story = settled(Duration.ofHours(1));
    story.event(10 + 2 * HOUR, new CaseEvent.Rated(1), Actor.of(Actor.Kind.CUSTOMER));

    assertThat(story.all("recorded RATED")).hasSize(1);
    assertThat(story.all("reopened")).isEmpty();
  }

  @Test
  void aRepeatOfItsLatestEventsIsStillRecognised() {
    var story = settled(Duration.ofHours(1));
    var last = "e" + (EventMemory.CAPACITY + 2);
    assertThat(story.event(last, 11, new CaseEvent.Closed(), null).outcome())
        .isEqualTo(Decision.Outcome.REPEATED);
  }
}
