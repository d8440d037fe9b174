package io.belay.escalation.domain.lifecycle;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.CaseEvent.StricterDuplicate;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.progress.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A first case of 08:00 and a stricter duplicate of 09:00: P1 two hours, P3 eight, P4 no promise.
 */
class StricterFirstTest {
  private static final String PROMISE = "promise";
  private static final PolicyPack PACK =
      SmallPack.of(
          OnReclassification.RETROACTIVE,
          ClockRule.internal(
              PROMISE,
              StartsOn.OPENED,
              new Target(
                  WorkingCalendar.ALWAYS,
                  Set.of(),
                  Map.of(),
                  Map.of("P1", ofHours(2), "P3", ofHours(8))),
              Set.of("RESOLVED"),
              false,
              true,
              OnReopen.NONE,
              new Effects(List.of(), false, false, false)));

  @Test
  void noPromiseIsBrokenAtOnceThatNobodyGave() {
    var life = opened("P3");

    life.event(at("14:30"), asStrictAs("P1", "14:30"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("16:00"));
    life.tick(at("15:59"));
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
    assertThat(life.all(Progress.CaseReclassified.class))
        .extracting(Progress.CaseReclassified::duplicate)
        .containsExactly("C-2");
  }

  @Test
  void aDuplicateThatIsFoundLateHasCountedSinceItsOpening() {
    var life = opened("P3");

    life.event(at("10:30"), asStrictAs("P1", "09:00"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("11:00"));
    life.event(at("10:40"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.event(at("11:40"), new CaseEvent.WaitingEnded());
    assertThat(life.dueOf(PROMISE)).as("20 minutes were left").isEqualTo(instant("12:00"));
  }

  @Test
  void aDuplicateOfBeforeTheFirstCountsFromItsOwnOpeningToo() {
    var life = opened("P3");

    life.event(at("08:10"), asStrictAs("P1", "07:30"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("09:30"));
  }

  @Test
  void aTimeThatNoDuplicateCanHaveIsBounded() {
    var life = opened("P3");
    var ancient = new StricterDuplicate("C-2", Instant.EPOCH);

    life.event(at("09:00"), new CaseEvent.Reclassified(null, "P1", null, null, ancient));

    assertThat(life.dueOf(PROMISE)).isEqualTo(Instant.parse("2026-01-03T10:00:00Z"));
  }

  @Test
  void aClockThatStandsStillHasNoMoreLeftThanTheDuplicate() {
    var life = opened("P3");
    life.event(at("08:30"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));

    life.event(at("09:00"), asStrictAs("P1", "09:00"));
    assertThat(life.clock(PROMISE).paused()).isTrue();
    life.event(at("10:00"), new CaseEvent.WaitingEnded());

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("12:00"));
  }

  /** The first stood still from 08:30 to 09:30; the duplicate of 09:00 never did. */
  @Test
  void aFirstThatWaitedIsDueNoLaterThanADuplicateThatDidNot() {
    var life = opened("P3");
    life.event(at("08:30"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.event(at("09:30"), new CaseEvent.WaitingEnded());
    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("17:00"));

    life.event(at("09:40"), asStrictAs("P1", "09:00"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("11:00"));
    life.tick(at("11:00"));
    assertThat(life.all(Progress.ClockBreached.class)).hasSize(1);
  }

  @Test
  void aFirstThatWaitedAndIsDueEarlierAnywayKeepsThat() {
    var life = opened("P3");
    life.event(at("08:30"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    life.event(at("09:30"), new CaseEvent.WaitingEnded());

    life.event(at("15:30"), asStrictAs("P1", "15:30"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("17:00"));
  }

  /** Opened before the first and reported after it, in the same kind. */
  @Test
  void aDuplicateThatIsNoStricterButOlderIsDueFirst() {
    var life = opened("P3");

    life.event(at("08:10"), asStrictAs("P3", "07:00"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("15:00"));
    assertThat(life.all(Progress.CaseReclassified.class)).isEmpty();
  }

  @Test
  void aClockThatStandsStillHasLeftWhatTheDuplicateHasWhenItIsFound() {
    var life = opened("P3");
    life.event(at("08:30"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));

    life.event(at("10:30"), asStrictAs("P1", "09:00"));
    life.event(at("11:00"), new CaseEvent.WaitingEnded());

    assertThat(life.dueOf(PROMISE)).as("30 minutes were left").isEqualTo(instant("11:30"));
  }

  /** Nothing breaks while it waits, and then at once. */
  @Test
  void aClockThatStandsStillForADuplicateWhoseTimeIsUpIsDueWhenItGoesOn() {
    var life = opened("P3");
    life.event(at("08:30"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));

    life.event(at("11:30"), asStrictAs("P1", "09:00"));
    life.tick(at("11:59"));
    assertThat(life.all(Progress.ClockBreached.class)).isEmpty();
    life.event(at("12:00"), new CaseEvent.WaitingEnded());

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("12:00").plusMillis(1));
  }

  @Test
  void aClockThatStandsStillWithLessLeftKeepsThat() {
    var life = opened("P3");
    life.event(at("15:00"), new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));

    life.event(at("15:10"), asStrictAs("P1", "15:10"));
    life.event(at("15:30"), new CaseEvent.WaitingEnded());

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("16:30"));
  }

  @Test
  void aPromiseThatTheFirstDidNotHaveStartsWithTheDuplicate() {
    var life = opened("P4");
    assertThat(life.state().clock(PROMISE)).isEmpty();

    life.event(at("09:30"), asStrictAs("P1", "09:00"));

    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("11:00"));
  }

  @Test
  void aPromiseThatACorrectionHadEndedIsGivenAgain() {
    var life = opened("P3");
    life.event(at("08:10"), new CaseEvent.Reclassified(null, "P4", null, null));

    life.event(at("09:00"), asStrictAs("P1", "09:00"));

    assertThat(life.clock(PROMISE).running()).isTrue();
    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("11:00"));
  }

  @Test
  void aPriorityIsNeverLoweredByIt() {
    var life = opened("P1");

    life.event(at("09:00"), asStrictAs("P3", "09:00"));

    assertThat(life.state().profile().priority()).isEqualTo("P1");
    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("10:00"));
    assertThat(life.all(Progress.CaseReclassified.class)).isEmpty();
    assertThat(life.all(Progress.EventRecorded.class)).hasSize(1);
  }

  @Test
  void whatPeopleCorrectAfterwardsFollowsThePack() {
    var life = opened("P3");
    life.event(at("09:00"), asStrictAs("P1", "09:00"));

    life.event(at("09:10"), new CaseEvent.Reclassified(null, "P3", null, null));

    assertThat(life.state().profile().priority()).isEqualTo("P3");
    assertThat(life.dueOf(PROMISE)).isEqualTo(instant("17:00"));
  }

  @Test
  void aBreachStays() {
    var life = opened("P3");
    life.tick(at("16:00"));

    life.event(at("16:30"), asStrictAs("P1", "16:30"));

    assertThat(life.clock(PROMISE).phase()).isInstanceOf(Clock.Phase.Breached.class);
    assertThat(life.all(Progress.ClockRetargeted.class)).isEmpty();
  }

  @Test
  void aCaseThatIsOverTakesNothingOver() {
    var life = opened("P3");
    life.event(at("08:30"), new CaseEvent.Resolved("REFUNDED"));
    life.event(at("09:00"), asStrictAs("P1", "09:00"));
    assertThat(life.state().profile().priority()).isEqualTo("P3");

    life.event(at("09:30"), new CaseEvent.Closed());
    var closed = life.event(at("10:00"), asStrictAs("P1", "10:00"));

    assertThat(closed.outcome()).isEqualTo(Decision.Outcome.REJECTED);
  }

  @Test
  void theSameNewsAgainChangesNothing() {
    var life = opened("P3");
    var news =
        new ReportedEvent(
            "as-strict-as-C-2-1", "C-1", null, instant("09:00"), null, asStrictAs("P1", "09:00"));
    var once = Lifecycle.decide(Optional.of(life.state()), news, PACK, instant("09:00"));

    var twice = Lifecycle.decide(once.state(), news, PACK, instant("09:01"));

    assertThat(twice.outcome()).isEqualTo(Decision.Outcome.REPEATED);
    assertThat(twice.steps()).isEmpty();
  }

  private static Life opened(String priority) {
    return Life.opened(PACK, at("08:00"), "other", priority);
  }

  private static CaseEvent asStrictAs(String priority, String since) {
    return new CaseEvent.Reclassified(
        null, priority, null, null, new StricterDuplicate("C-2", instant(since)));
  }

  private static String at(String time) {
    return "2026-02-02T" + time + ":00Z";
  }

  private static Instant instant(String time) {
    return Instant.parse(at(time));
  }

  @Test
  void whatTheFirstHasReachedSinceTheDuplicateCameKeepsThePromise() {
    var story = new CaseStory(withMilestone());
    story.open("other");
    story.event(30, new CaseEvent.MilestoneReached("ACCOUNT_FROZEN"));
    var duplicate = new StricterDuplicate("C-2", CaseStory.minute(20));
    story.event(200, new CaseEvent.Reclassified(null, "P1", null, null, duplicate));
    story.tick(201);

    assertThat(story.all("met freeze")).containsExactly("met freeze @30");
    assertThat(story.all("breached")).isEmpty();
    story.checkInvariants();
  }

  private static PolicyPack withMilestone() {
    return SmallPack.of(
        OnReclassification.RETROACTIVE,
        ClockRule.internal(
            "freeze",
            StartsOn.OPENED,
            new Target(WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P1", ofHours(1))),
            Set.of("milestone:ACCOUNT_FROZEN"),
            false,
            false,
            OnReopen.NONE,
            new Effects(List.of(), true, false, false)));
  }
}
