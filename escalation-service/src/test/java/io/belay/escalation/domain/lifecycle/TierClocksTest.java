package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
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

/** A budget of each tier: an hour at the front line, two at the next, none above. */
class TierClocksTest {
  static final ClockRule BUDGET =
      ClockRule.internal(
          "budget",
          StartsOn.TIER,
          new Target(
              WorkingCalendar.ALWAYS,
              Set.of(),
              Map.of("front-line", Duration.ofHours(1), "senior", Duration.ofHours(2)),
              Map.of()),
          Set.of("RESOLVED"),
          false,
          true,
          OnReopen.NONE,
          new Effects(List.of(), true, false, false));

  private static final ClockRule BUDGET_OF_STOLEN =
      ClockRule.internal(
          "budget",
          StartsOn.TIER,
          new Target(
              WorkingCalendar.ALWAYS,
              Set.of("stolen"),
              Map.of("front-line", Duration.ofHours(1), "senior", Duration.ofHours(2)),
              Map.of()),
          Set.of("RESOLVED"),
          false,
          true,
          OnReopen.NONE,
          new Effects(List.of(), true, false, false));
  private static final CaseEvent STOLEN = new CaseEvent.Reclassified("stolen", null, null, null);
  private static final CaseEvent OTHER = new CaseEvent.Reclassified("other", null, null, null);

  private static CaseStory opened() {
    var story = new CaseStory(SmallPack.of(OnReclassification.RETROACTIVE, BUDGET));
    story.open("other");
    return story;
  }

  @Test
  void itRunsFromTheOpeningAndAgainAtEachTier() {
    var story = opened();
    story.tick(60);

    assertThat(story.all("started budget"))
        .containsExactly("started budget due 60 @0", "started budget due 180 @60");
    assertThat(story.all("promoted")).containsExactly("promoted senior clock-breached @60");
  }

  @Test
  void aMillisecondBeforeItsEndNothingHappens() {
    var story = opened();
    story.tick(60 - 1 / 60_000.0);

    assertThat(story.all("breached")).isEmpty();
  }

  @Test
  void itEndsWhenTheCaseLeavesTheTierUpOrDown() {
    var story = opened();
    story.event(10, new CaseEvent.EscalationRequested(false));
    story.event(20, new CaseEvent.Deescalated(null));

    assertThat(story.all("voided budget"))
        .containsExactly("voided budget promoted @10", "voided budget deescalated @20");
    assertThat(story.all("started budget")).endsWith("started budget due 80 @20");
    story.checkInvariants();
  }

  @Test
  void itStandsStillWhileTheCaseWaitsAlsoWhereItStartsThen() {
    var story = opened();
    story.event(10, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(20, new CaseEvent.EscalationRequested(false));
    story.event(50, new CaseEvent.CustomerReplied());

    assertThat(story.all("resumed budget")).containsExactly("resumed budget due 170 @50");
    story.checkInvariants();
  }

  @Test
  void aCaseThatComesBackHasTheWholeBudgetAgain() {
    var story = opened();
    story.event(20, new CaseEvent.EscalationRequested(false));
    story.event(100, new CaseEvent.Deescalated(null));

    assertThat(story.all("started budget")).endsWith("started budget due 160 @100");
  }

  @Test
  void aCaseThatComesBackHasWhatWasLeftWhereThePackSaysSo() {
    var story = continuing();
    story.event(20, new CaseEvent.EscalationRequested(false));
    story.event(100, new CaseEvent.Deescalated(null));
    story.event(110, new CaseEvent.EscalationRequested(false));
    story.event(140, new CaseEvent.Deescalated(null));

    assertThat(story.all("started budget"))
        .containsExactly(
            "started budget due 60 @0",
            "started budget due 140 @20",
            "started budget due 140 @100",
            "started budget due 150 @110",
            "started budget due 170 @140");
    story.checkInvariants();
  }

  @Test
  void whatATierUsedBeforeAPauseIsUsedAndNotMore() {
    var story = continuing();
    story.event(10, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(40, new CaseEvent.EscalationRequested(false));
    story.event(50, new CaseEvent.CustomerReplied());
    story.event(100, new CaseEvent.Deescalated(null));

    assertThat(story.all("started budget")).endsWith("started budget due 150 @100");
    story.checkInvariants();
  }

  /**
   * Whoever sends it back gives the tier another try: it does not climb again in the same breath.
   */
  @Test
  void aBudgetThatWasUsedUpIsWholeAgain() {
    var story = continuing();
    story.tick(60);
    story.event(70, new CaseEvent.Deescalated(null));

    assertThat(story.all("started budget")).endsWith("started budget due 130 @70");
    story.checkInvariants();
  }

  private static CaseStory continuing() {
    var story =
        new CaseStory(
            SmallPack.of(OnReclassification.RETROACTIVE, BUDGET.with(ClockRule.OnReturn.CONTINUE)));
    story.open("other");
    return story;
  }

  @Test
  void aReopenedCaseHasTheBudgetOfItsTierAgain() {
    var story = opened();
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(30, new CaseEvent.Reopened());

    assertThat(story.all("started budget")).endsWith("started budget due 90 @30");
    story.checkInvariants();
  }

  @Test
  void aCorrectionThatChangesNoTargetGivesNoBudgetBack() {
    var story = continuing();
    story.event(20, new CaseEvent.EscalationRequested(false));
    story.event(100, new CaseEvent.Deescalated(null));
    story.event(110, new CaseEvent.Reclassified(null, null, "10.00", null));

    assertThat(story.all("reclassified")).hasSize(1);
    assertThat(story.all("retargeted")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void aCorrectionGivesACaseTheBudgetOfItsKindAtTheTierWhereItIs() {
    for (var mode : List.of(ChangeMode.RETROACTIVE, ChangeMode.FORWARD)) {
      var follows = new OnReclassification(mode, Set.of(mode));
      var story = new CaseStory(SmallPack.of(follows, BUDGET_OF_STOLEN));
      story.open("other");
      story.event(20, new CaseEvent.EscalationRequested(false));
      assertThat(story.all("started budget")).isEmpty();

      story.event(50, STOLEN);
      story.event(60, OTHER);
      story.event(70, STOLEN);

      assertThat(story.all("started budget"))
          .containsExactlyElementsOf(
              mode == ChangeMode.RETROACTIVE
                  ? List.of("started budget due 140 @20", "started budget due 140 @20")
                  : List.of("started budget due 170 @50", "started budget due 190 @70"));
      story.checkInvariants();
    }
  }

  @Test
  void aCorrectionStartsNoBudgetOfATierWithoutOne() {
    var story = new CaseStory(SmallPack.of(OnReclassification.RETROACTIVE, BUDGET_OF_STOLEN));
    story.open("other");
    story.event(10, new CaseEvent.EscalationRequested(false));
    story.event(20, new CaseEvent.EscalationRequested(false));
    story.event(30, STOLEN);

    assertThat(story.all("started budget")).isEmpty();
    story.checkInvariants();
  }
}
