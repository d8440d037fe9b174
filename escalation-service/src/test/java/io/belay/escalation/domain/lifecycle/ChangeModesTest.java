package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Resolution: 24 hours as P3, 4 hours as P1. */
class ChangeModesTest {
  private static final String RESOLUTION = "resolution";

  private static CaseStory opened(ChangeMode mode) {
    var story =
        new CaseStory(
            SmallPack.with(new OnReclassification(mode, EnumSet.allOf(ChangeMode.class))));
    story.open("other");
    return story;
  }

  private static CaseEvent toP1() {
    return new CaseEvent.Reclassified(null, "P1", null, null);
  }

  private static String dueOf(CaseStory story) {
    var due = story.state().clock(RESOLUTION).orElseThrow().stint().dueAt();
    return "minute " + Duration.between(CaseStory.OPENED_AT, due).toMinutes();
  }

  @Test
  void retroactivelyTheNewTargetCountsFromTheStart() {
    var story = opened(ChangeMode.RETROACTIVE);
    story.event(100, toP1());
    assertThat(dueOf(story)).isEqualTo("minute 240");
    story.checkInvariants();
  }

  @Test
  void retroactivelyACaseCanBeOverdueAtOnce() {
    var story = opened(ChangeMode.RETROACTIVE);
    story.event(50, new CaseEvent.AgentReplied());
    story.event(300, toP1());
    story.tick(300);
    assertThat(story.all("breached " + RESOLUTION))
        .containsExactly("breached resolution missed 1 @240");
  }

  @Test
  void forwardTheWholeNewTargetCountsFromTheChangeAndTheClockKeepsItsStart() {
    var story = opened(ChangeMode.FORWARD);
    story.event(100, toP1());
    assertThat(dueOf(story)).isEqualTo("minute 340");
    assertThat(story.state().clock(RESOLUTION).orElseThrow().stint().startedAt())
        .isEqualTo(CaseStory.OPENED_AT);
    story.checkInvariants();
  }

  @Test
  void aResetClockStartsAtTheChange() {
    var story = opened(ChangeMode.RESET);
    story.event(100, toP1());
    assertThat(dueOf(story)).isEqualTo("minute 340");
    assertThat(story.state().clock(RESOLUTION).orElseThrow().stint().startedAt())
        .isEqualTo(CaseStory.minute(100));
    story.checkInvariants();
  }

  @Test
  void aClockThatContinuesKeepsItsTarget() {
    var story = opened(ChangeMode.CONTINUE);
    story.event(100, toP1());
    assertThat(dueOf(story)).isEqualTo("minute 1440");
    assertThat(story.all("retargeted")).isEmpty();
  }

  @Test
  void aPauseIsNotLostByAChangeOfPriority() {
    for (var mode : ChangeMode.values()) {
      var story = opened(mode);
      story.event(60, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
      story.event(100, toP1());
      assertThat(story.state().clock(RESOLUTION).orElseThrow().paused()).as(mode.word()).isTrue();
      story.event(200, new CaseEvent.WaitingEnded());
      assertThat(dueOf(story))
          .as(mode.word())
          .isEqualTo(
              switch (mode) {
                case RETROACTIVE -> "minute " + (200 + 240 - 60);
                case FORWARD, RESET -> "minute " + (200 + 240);
                case CONTINUE -> "minute " + (200 + 1440 - 60);
              });
      story.checkInvariants();
    }
  }

  @Test
  void anEventMayNameAnotherModeWhereThePackAllowsIt() {
    var story = opened(ChangeMode.RETROACTIVE);
    story.event(100, new CaseEvent.Reclassified(null, "P1", null, "reset"));
    assertThat(dueOf(story)).isEqualTo("minute 340");
  }

  @Test
  void aModeThePackDoesNotAllowIsRefused() {
    var story =
        new CaseStory(
            SmallPack.with(new OnReclassification(ChangeMode.FORWARD, Set.of(ChangeMode.FORWARD))));
    story.open("other");
    story.event(100, new CaseEvent.Reclassified(null, "P1", null, "reset"));
    assertThat(story.all("rejected")).containsExactly("rejected mode-not-allowed @100");
  }

  @Test
  void aPriorityThatHadNoSuchClockGetsItWithTheCorrection() {
    for (var mode : List.of(ChangeMode.RETROACTIVE, ChangeMode.FORWARD)) {
      var story = new CaseStory(onlyForP1(mode));
      story.open("other");
      assertThat(story.state().clock(RESOLUTION)).as(mode.word()).isEmpty();

      story.event(100, toP1());
      assertThat(dueOf(story))
          .as(mode.word())
          .isEqualTo(mode == ChangeMode.RETROACTIVE ? "minute 240" : "minute 340");
      story.checkInvariants();
    }
  }

  @Test
  void aClockThatWasKeptDoesNotStartAgainWithACorrection() {
    var story = opened(ChangeMode.FORWARD);
    story.event(50, new CaseEvent.AgentReplied());
    story.event(100, toP1());
    assertThat(story.state().clock("first-response").orElseThrow().open()).isFalse();
  }

  private static PolicyPack onlyForP1(ChangeMode mode) {
    return SmallPack.of(
        new OnReclassification(mode, EnumSet.allOf(ChangeMode.class)),
        ClockRule.internal(
            RESOLUTION,
            ClockRule.StartsOn.OPENED,
            new ClockRule.Target(
                WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P1", Duration.ofHours(4))),
            Set.of("RESOLVED"),
            false,
            true,
            ClockRule.OnReopen.NONE,
            new ClockRule.Effects(List.of(), false, false, false)));
  }

  @Test
  void aTargetThatWasKeptIsKeptWhenSomethingElseIsCorrected() {
    var story = opened(ChangeMode.CONTINUE);
    story.event(100, toP1());
    story.event(110, new CaseEvent.Reclassified(null, null, "10.00", "retroactive"));
    assertThat(dueOf(story)).isEqualTo("minute 1440");
    story.checkInvariants();
  }

  @Test
  void afterAnOutageLaterPeriodsHaveTheTargetTheyWouldHaveHad() {
    var onTime = newsEvery2HoursUntilItWasCorrectedTo14();
    for (int minute = 40; minute <= 1_900; minute += 10) {
      onTime.tick(minute);
    }
    var late = newsEvery2HoursUntilItWasCorrectedTo14();
    late.tick(1_900);

    assertThat(missedOf(late)).isEqualTo(missedOf(onTime)).isEqualTo(3);
    assertThat(late.state().clock("news").orElseThrow().stint().dueAt())
        .isEqualTo(CaseStory.minute(120 + 3 * 840));
    assertThat(onTime.state().clock("news").orElseThrow().stint().dueAt())
        .isEqualTo(CaseStory.minute(120 + 3 * 840));
    late.checkInvariants();
  }

  @Test
  void lateNewsShowHowManyOfSuchPeriodsWereMissed() {
    var story = newsEvery2HoursUntilItWasCorrectedTo14();
    story.tick(1_900);
    story.report(
        new ReportedEvent(
            "late", "C-1", "K-1", CaseStory.minute(1_000), null, new CaseEvent.AgentReplied()),
        1_901);

    assertThat(story.all("corrected")).containsExactly("corrected news missed 2 @1000");
  }

  private static CaseStory newsEvery2HoursUntilItWasCorrectedTo14() {
    var news =
        ClockRule.internal(
            "news",
            ClockRule.StartsOn.OPENED,
            new ClockRule.Target(
                WorkingCalendar.ALWAYS,
                Set.of(),
                Map.of(),
                Map.of("P3", Duration.ofHours(2), "P4", Duration.ofHours(14))),
            Set.of("AGENT_REPLIED"),
            true,
            true,
            ClockRule.OnReopen.NONE,
            new ClockRule.Effects(List.of(), false, false, false));
    var keepsItsTarget =
        new OnReclassification(ChangeMode.CONTINUE, EnumSet.allOf(ChangeMode.class));
    var story = new CaseStory(SmallPack.of(keepsItsTarget, news));
    story.open("other");
    story.event(30, new CaseEvent.Reclassified(null, "P4", null, null));
    return story;
  }

  private static int missedOf(CaseStory story) {
    return story.steps.stream()
        .map(Step::progress)
        .filter(Progress.ClockBreached.class::isInstance)
        .mapToInt(breach -> ((Progress.ClockBreached) breach).missed())
        .sum();
  }

  private static final CaseEvent FROZEN = new CaseEvent.MilestoneReached("ACCOUNT_FROZEN");
  private static final CaseEvent STOLEN = new CaseEvent.Reclassified("stolen", null, null, null);
  private static final CaseEvent OTHER = new CaseEvent.Reclassified("other", null, null, null);

  /** Of stolen accounts alone: they are frozen in so much time. */
  private static CaseStory freezing(Duration target, ClockRule.OnReopen onReopen, String category) {
    var story =
        new CaseStory(
            SmallPack.of(
                OnReclassification.RETROACTIVE,
                ClockRule.internal(
                    "freeze",
                    ClockRule.StartsOn.OPENED,
                    new ClockRule.Target(
                        WorkingCalendar.ALWAYS, Set.of("stolen"), Map.of(), Map.of("P3", target)),
                    Set.of("milestone:ACCOUNT_FROZEN"),
                    false,
                    true,
                    onReopen,
                    new ClockRule.Effects(List.of(), true, false, false))));
    story.open(category);
    return story;
  }

  private static CaseStory freezingInHalfAnHour(String category) {
    return freezing(Duration.ofMinutes(30), ClockRule.OnReopen.NONE, category);
  }

  @Test
  void aPromiseThatWasKeptIsKeptAfterACorrectionThereAndBack() {
    var story = freezingInHalfAnHour("stolen");
    story.event(10, FROZEN);
    story.event(60, OTHER);
    story.event(65, STOLEN);
    story.tick(66);

    assertThat(story.all("started freeze")).hasSize(1);
    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("promoted")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void aClockThatEndedByACorrectionStartsAgainWithTheNext() {
    var story = freezingInHalfAnHour("stolen");
    story.event(10, OTHER);
    story.event(20, STOLEN);

    assertThat(story.all("voided freeze")).hasSize(1);
    assertThat(story.all("started freeze"))
        .containsExactly("started freeze due 30 @0", "started freeze due 30 @0");
  }

  @Test
  void whatWasDoneBeforeTheCorrectionKeepsThePromiseItBrings() {
    var story = freezingInHalfAnHour("other");
    story.event(5, FROZEN);
    story.event(60, STOLEN);
    story.tick(61);

    assertThat(story.all("met freeze")).containsExactly("met freeze @5");
    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("promoted")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void whatWasDoneTooLateBeforeTheCorrectionFulfilsThePromiseLate() {
    var story = freezingInHalfAnHour("other");
    story.event(45, FROZEN);
    story.event(60, STOLEN);
    story.tick(61);

    assertThat(story.all("breached freeze")).containsExactly("breached freeze missed 1 @30");
    assertThat(story.all("late freeze")).containsExactly("late freeze @45");
    story.checkInvariants();
  }

  @Test
  void whatWasDoneBeforeAReopeningDoesNotCountAfterIt() {
    var story = freezing(Duration.ofMinutes(30), ClockRule.OnReopen.TOTAL, "stolen");
    story.event(45, FROZEN);
    story.event(50, new CaseEvent.Resolved("REFUNDED"));
    story.event(60, new CaseEvent.Reopened());
    story.tick(61);

    assertThat(story.all("breached freeze")).hasSize(2);
    assertThat(story.all("late freeze")).hasSize(1);
  }

  @Test
  void aClockThatStartsFromTheOpeningHasNotUsedWhatTheCaseWaits() {
    var story = freezing(Duration.ofHours(2), ClockRule.OnReopen.NONE, "other");
    story.event(60, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(420, STOLEN);
    var clock = story.state().clock("freeze").orElseThrow();
    assertThat(clock.paused()).isTrue();
    assertThat(clock.stint().remaining()).isEqualTo(Duration.ofHours(1));

    story.event(430, new CaseEvent.CustomerReplied());

    assertThat(story.all("resumed freeze")).containsExactly("resumed freeze due 490 @430");
    story.checkInvariants();
  }

  @Test
  void aClockThatRanOutBeforeTheCaseWaitedIsBreachedAlsoDuringTheWait() {
    var story = freezingInHalfAnHour("other");
    story.event(60, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(420, STOLEN);
    story.tick(421);

    assertThat(story.all("paused freeze")).isEmpty();
    assertThat(story.all("breached freeze")).containsExactly("breached freeze missed 1 @30");
  }
}
