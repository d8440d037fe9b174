package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Notice.Named;
import io.belay.escalation.domain.policy.Notice.On;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Laws that want the customer to be told, and Belay's own notice that does it: the acknowledgement
 * of a case within 24 hours, and a posted credit within 24 hours.
 */
class NoticeThatEndsAClockTest {
  private static final double DUE = 24 * 60;
  private static final String ACK = "acknowledged";
  private static final String CREDIT = "credit";
  private static final String CREDIT_TOLD = "credit-told";
  private static final CaseEvent POSTED = new CaseEvent.MilestoneReached("CREDIT_POSTED");

  private static ClockRule rule(String name, @Nullable After after, String... metBy) {
    var clock =
        new StatutoryClock(
            new Term.ElapsedHours(24),
            ZoneOffset.UTC,
            BusinessDays.mondayToFriday(Set.of(), Set.of()),
            Options.STRICT);
    return ClockRule.statutory(
        name,
        Set.of(),
        Set.of(metBy),
        new Effects(List.of(), true, false, false),
        new Statute("Act, section 1", clock, after, InForce.ALWAYS, List.of()));
  }

  private static CaseStory opened() {
    var fields = Map.of("timetable@en", "Within 30 days.");
    var pack =
        SmallPack.and(
            rule(ACK, null, "informed:notice-acknowledgement", "milestone:ACKNOWLEDGED"),
            rule(CREDIT, null, "milestone:CREDIT_POSTED"),
            rule(
                CREDIT_TOLD,
                new After.Milestone("CREDIT_POSTED"),
                "informed:notice-credit",
                "milestone:CREDIT_TOLD"));
    var story =
        new CaseStory(
            SmallPack.with(
                pack,
                new Notice("notice-acknowledgement", new On.Opened(), ACK, Named.DUE, fields),
                new Notice(
                    "notice-credit",
                    new On.Milestone("CREDIT_POSTED"),
                    CREDIT_TOLD,
                    Named.DUE,
                    fields)));
    story.open("other");
    return story;
  }

  private static CaseEvent delivered(String type) {
    return new CaseEvent.CustomerInformed(type, true, "m-1");
  }

  private static CaseEvent accepted(String type) {
    return new CaseEvent.CustomerInformed(type, false, "m-1");
  }

  private static CaseEvent cameBack(String type) {
    return new CaseEvent.MessageBounced("m-1", type);
  }

  private static Clock clock(CaseStory story, String name) {
    return story.state().clock(name).orElseThrow();
  }

  @Test
  void theNoticeThatHasArrivedEndsTheClockForGood() {
    var story = opened();
    story.event(1, delivered("notice-acknowledgement"));
    story.event(2, cameBack("notice-acknowledgement"));
    story.tick(DUE + 1);

    assertThat(story.all("met " + ACK)).containsExactly("met " + ACK + " @1");
    assertThat(story.all("breached " + ACK)).isEmpty();
    story.checkInvariants();
  }

  @Test
  void oneThatWasAcceptedEndsItUntilItComesBack() {
    var story = opened();
    story.event(1, accepted("notice-acknowledgement"));
    assertThat(clock(story, ACK).open()).isFalse();

    story.event(100, cameBack("notice-acknowledgement"));
    assertThat(clock(story, ACK).running()).isTrue();
    assertThat(clock(story, ACK).stint().dueAt()).isEqualTo(CaseStory.minute(DUE));
    story.tick(DUE);
    assertThat(story.all("breached " + ACK)).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void whatTheBankDidMeanwhileKeepsItAlsoWhenTheNoticeComesBack() {
    var story = opened();
    story.event(1, accepted("notice-acknowledgement"));
    story.event(50, new CaseEvent.MilestoneReached("ACKNOWLEDGED"));
    story.event(100, cameBack("notice-acknowledgement"));

    assertThat(clock(story, ACK).phase())
        .isEqualTo(new Clock.Phase.Met(CaseStory.minute(50), false));
    story.checkInvariants();
  }

  @Test
  void theSecondWayOnWhichItArrivesEndsItThen() {
    var story = opened();
    story.event(1, accepted("notice-acknowledgement"));
    story.event(100, cameBack("notice-acknowledgement"));
    story.event(200, delivered("notice-acknowledgement"));

    assertThat(clock(story, ACK).phase())
        .isEqualTo(new Clock.Phase.Met(CaseStory.minute(200), false));
    story.checkInvariants();
  }

  @Test
  void oneThatArrivesAfterTheDueTimeIsLate() {
    var story = opened();
    story.event(DUE + 60, delivered("notice-acknowledgement"));

    assertThat(story.all("breached " + ACK)).hasSize(1);
    assertThat(story.all("late " + ACK)).hasSize(1);
  }

  @Test
  void itEndsAndReopensTheClockOfACaseThatIsClosedToo() {
    var story = opened();
    story.event(1, POSTED);
    story.event(2, delivered("notice-credit"));
    story.event(3, new CaseEvent.Closed());
    assertThat(story.all("settled")).isEmpty();

    story.event(10, accepted("notice-acknowledgement"));
    assertThat(story.all("settled")).hasSize(1);
    story.event(20, cameBack("notice-acknowledgement"));
    assertThat(clock(story, ACK).running()).isTrue();
    assertThat(story.state().history().settledUntil()).isNull();
    story.checkInvariants();
  }

  /** Only what a law wants to be told: news of a closed case keep no promise of the bank's own. */
  @Test
  void aMessageAboutAClosedCaseEndsNothingElse() {
    var told =
        ClockRule.internal(
            "told-once",
            ClockRule.StartsOn.OPENED,
            new ClockRule.Target(
                WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P3", Duration.ofHours(1))),
            Set.of("informed:promotion"),
            false,
            false,
            ClockRule.OnReopen.NONE,
            new Effects(List.of(), true, false, false));
    var story = new CaseStory(SmallPack.of(OnReclassification.RETROACTIVE, told));
    story.open("other");
    story.tick(61);
    story.event(125, new CaseEvent.Closed());
    story.event(126, delivered("promotion"));

    assertThat(clock(story, "told-once").phase()).isEqualTo(new Clock.Phase.Breached());
    story.checkInvariants();
  }

  @Test
  void anotherMessageEndsNothing() {
    var story = opened();
    story.event(1, delivered("acknowledgement"));
    story.event(2, delivered("notice-credit"));

    assertThat(clock(story, ACK).running()).isTrue();
  }

  @Test
  void aCreditStaysPostedThoughItsNoticeComesBack() {
    var story = opened();
    story.event(10, POSTED);
    story.event(11, accepted("notice-credit"));
    assertThat(clock(story, CREDIT_TOLD).open()).isFalse();
    story.event(100, cameBack("notice-credit"));

    assertThat(clock(story, CREDIT).phase())
        .isEqualTo(new Clock.Phase.Met(CaseStory.minute(10), false));
    assertThat(story.state().history().milestones().names()).containsExactly("CREDIT_POSTED");
    assertThat(clock(story, CREDIT_TOLD).running()).isTrue();
    assertThat(clock(story, CREDIT_TOLD).stint().dueAt())
        .isEqualTo(CaseStory.minute(10).plus(Duration.ofHours(24)));
    story.checkInvariants();
  }
}
