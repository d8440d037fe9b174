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
import io.belay.escalation.domain.policy.Ladder;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An open case comes under another version: small@2, by an operator's word. */
class PolicyChangeTest {
  private static final PolicyRef SECOND = new PolicyRef("small", "2");
  private static final CaseEvent CHANGE = new CaseEvent.PolicyChanged("small", "2");

  private static ClockRule resolution(Duration target) {
    return ClockRule.internal(
        "resolution",
        StartsOn.OPENED,
        new Target(
            WorkingCalendar.ALWAYS,
            Set.of(),
            Map.of(),
            Map.of("P1", target, "P2", target, "P3", target, "P4", target)),
        Set.of("RESOLVED"),
        false,
        true,
        OnReopen.NONE,
        new Effects(List.of(), true, false, false));
  }

  private static ClockRule law(String name) {
    return ClockRule.statutory(
        name,
        Set.of(),
        Set.of("milestone:DONE"),
        new Effects(List.of(), true, false, false),
        new Statute(
            "Act",
            new StatutoryClock(
                new Term.CalendarDays(15),
                ZoneOffset.UTC,
                BusinessDays.mondayToFriday(Set.of(), Set.of()),
                Options.STRICT),
            null,
            InForce.ALWAYS,
            List.of()));
  }

  /** The second version: resolution in 12 hours instead of 24; tier-response is gone. */
  static PolicyPack second(ChangeMode mode, ClockRule... more) {
    var first = SmallPack.PACK;
    var clocks = new ArrayList<ClockRule>();
    clocks.add(first.clock("first-response"));
    clocks.add(first.clock("next-update"));
    clocks.add(resolution(Duration.ofHours(12)));
    clocks.addAll(List.of(more));
    var rules = first.caseRules();
    return new PolicyPack(
        SECOND,
        first.categories(),
        first.ladder(),
        clocks,
        new CaseRules(
            rules.longestWait(),
            rules.customerRequests(),
            rules.triggers(),
            rules.onReclassification(),
            mode,
            rules.followUps(),
            rules.keepSettledFor()),
        first.outcomes());
  }

  private static CaseStory opened(PolicyPack published) {
    return CaseStory.opened("other").publish(published);
  }

  private static long dueOf(CaseStory story, String clock) {
    var dueAt = story.state().clock(clock).orElseThrow().stint().dueAt();
    return Duration.between(CaseStory.OPENED_AT, dueAt).toMinutes();
  }

  @Test
  void aCaseKeepsItsVersionUntilSomebodySaysOtherwise() {
    var story = opened(second(ChangeMode.RETROACTIVE));
    story.event(10, new CaseEvent.AgentReplied());

    assertThat(story.state().identity().policy()).isEqualTo(SmallPack.PACK.ref());
    assertThat(dueOf(story, "resolution")).isEqualTo(1440);
  }

  @Test
  void retroactivelyTheNewTargetCountsFromTheOpening() {
    var story = opened(second(ChangeMode.RETROACTIVE));
    story.event(30, CHANGE);

    assertThat(story.state().identity().policy()).isEqualTo(SECOND);
    assertThat(dueOf(story, "resolution")).isEqualTo(720);
    assertThat(dueOf(story, "first-response")).as("what is the same stays").isEqualTo(60);
    story.checkInvariants();
  }

  @Test
  void forwardAndResetTheNewTargetCountsFromTheChange() {
    for (var mode : List.of(ChangeMode.FORWARD, ChangeMode.RESET)) {
      var story = opened(second(mode));
      story.event(30, CHANGE);

      assertThat(dueOf(story, "resolution")).isEqualTo(750);
      assertThat(dueOf(story, "first-response")).isEqualTo(60);
      story.checkInvariants();
    }
  }

  @Test
  void aClockThatContinuesKeepsWhatWasPromised() {
    var story = opened(second(ChangeMode.CONTINUE));
    story.event(30, CHANGE);

    assertThat(dueOf(story, "resolution")).isEqualTo(1440);
    assertThat(story.all("migrated")).containsExactly("migrated 2 continue @30");
    story.checkInvariants();
  }

  @Test
  void nobodyIsToldAndNoWarningIsRepeated() {
    var story = opened(second(ChangeMode.RETROACTIVE));
    story.tick(50);
    assertThat(story.all("warned first-response")).hasSize(1);
    int told = story.all("told").size();

    story.event(51, CHANGE);
    story.tick(59);

    assertThat(story.all("warned first-response")).hasSize(1);
    assertThat(story.all("told")).hasSize(told);
    story.checkInvariants();
  }

  @Test
  void aClockTheNewVersionDoesNotHaveEndsAndSaysWhy() {
    var story = opened(second(ChangeMode.CONTINUE));
    story.tick(61);
    assertThat(story.state().clock("tier-response").orElseThrow().running()).isTrue();

    story.event(62, CHANGE);
    story.tick(200);

    assertThat(story.all("voided tier-response"))
        .containsExactly("voided tier-response policy-changed @62");
    assertThat(story.all("breached tier-response")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void aPauseIsNotLost() {
    var story = opened(second(ChangeMode.RETROACTIVE));
    story.event(10, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(30, CHANGE);
    assertThat(story.state().clock("resolution").orElseThrow().paused()).isTrue();
    story.event(70, new CaseEvent.CustomerReplied());

    assertThat(dueOf(story, "resolution")).isEqualTo(780);
    story.checkInvariants();
  }

  @Test
  void whatIsDueBeforeTheChangeIsDecidedByTheFormerVersion() {
    var story = opened(second(ChangeMode.CONTINUE));
    story.event(61, CHANGE);

    assertThat(story.all("started tier-response")).hasSize(1);
    assertThat(story.all("promoted senior")).containsExactly("promoted senior clock-breached @60");
    story.checkInvariants();
  }

  @Test
  void theLawsClocksKeepTheirDueTimeAndNewOnesCountFromTheOpening() {
    var law = law("law");
    var story =
        new CaseStory(SmallPack.and(law)).publish(second(ChangeMode.RESET, law, law("new")));
    story.open("other");
    long before = dueOf(story, "law");
    story.event(3000, CHANGE);

    assertThat(dueOf(story, "law")).isEqualTo(before);
    assertThat(dueOf(story, "new")).isEqualTo(before);
    story.checkInvariants();
  }

  @Test
  void aVersionThatWouldDropALawIsRefused() {
    var story = new CaseStory(SmallPack.and(law("law"))).publish(second(ChangeMode.CONTINUE));
    story.open("other");
    story.event(30, CHANGE);

    assertThat(story.all("rejected")).containsExactly("rejected statute-missing @30");
    assertThat(story.state().identity().policy()).isEqualTo(SmallPack.PACK.ref());
  }

  @Test
  void aVersionThatNobodyPublishedOrWithoutTheTierOfTheCaseIsRefused() {
    var story = CaseStory.opened("other");
    story.event(10, CHANGE);
    var second = second(ChangeMode.CONTINUE);
    var shorter =
        new PolicyPack(
            SECOND,
            second.categories(),
            new Ladder(second.ladder().tiers().subList(1, 4)),
            second.clocks(),
            second.caseRules(),
            second.outcomes());
    story.publish(shorter);
    story.event(20, CHANGE);

    assertThat(story.all("rejected"))
        .containsExactly("rejected pack-unknown @10", "rejected tier-unknown @20");
  }

  private static ClockRule ofTier(StartsOn startsOn) {
    return ClockRule.internal(
        "of-tier",
        startsOn,
        new Target(
            WorkingCalendar.ALWAYS,
            Set.of(),
            Map.of("front-line", Duration.ofHours(4), "senior", Duration.ofHours(2)),
            Map.of()),
        Set.of("RESOLVED"),
        false,
        true,
        OnReopen.NONE,
        new Effects(List.of(), true, false, false));
  }

  @Test
  void whatTheNewVersionHangsOnAnArrivalStartsForACaseThatIsThereAlready() {
    for (var startsOn : List.of(StartsOn.PROMOTED, StartsOn.TIER)) {
      var story = opened(second(ChangeMode.FORWARD, ofTier(startsOn)));
      story.tick(61);
      story.event(70, CHANGE);

      assertThat(story.all("started of-tier")).containsExactly("started of-tier due 190 @70");
      story.event(80, new CaseEvent.EscalationRequested(false));
      assertThat(story.all("voided of-tier")).hasSize(1);
      story.checkInvariants();
    }
  }

  @Test
  void retroactivelyItCountsFromTheArrival() {
    var story = opened(second(ChangeMode.RETROACTIVE, ofTier(StartsOn.TIER)));
    story.tick(61);
    story.event(70, CHANGE);

    assertThat(story.all("started of-tier")).containsExactly("started of-tier due 180 @60");
    story.checkInvariants();
  }

  @Test
  void aCaseThatNeverClimbedHasNoClockOfAPromotion() {
    var story = opened(second(ChangeMode.FORWARD, ofTier(StartsOn.PROMOTED)));
    story.event(30, CHANGE);

    assertThat(story.all("started of-tier")).isEmpty();
  }

  @Test
  void aPromiseKeptAtTheTierIsNotOwedAgain() {
    var kept =
        ClockRule.internal(
            "tier-response",
            StartsOn.PROMOTED,
            SmallPack.PACK.clock("tier-response").target(),
            Set.of("AGENT_REPLIED"),
            false,
            false,
            OnReopen.NONE,
            new Effects(List.of(), true, false, false));
    var story = opened(second(ChangeMode.RESET, kept));
    story.event(61, new CaseEvent.AgentReplied());
    story.event(70, CHANGE);

    assertThat(story.all("started tier-response")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void theSameChangeAgainChangesNothing() {
    var story = opened(second(ChangeMode.FORWARD));
    story.event(30, CHANGE);
    story.event(40, CHANGE);

    assertThat(story.all("migrated")).hasSize(1);
    assertThat(dueOf(story, "resolution")).isEqualTo(750);
    assertThat(story.all("recorded POLICY_CHANGED")).hasSize(2);
  }

  @Test
  void aCaseThatIsOverIsNotBroughtUnderAnother() {
    var story = opened(second(ChangeMode.FORWARD));
    story.event(10, new CaseEvent.Closed());
    story.event(20, CHANGE);

    assertThat(story.all("rejected")).containsExactly("rejected case-closed @20");
  }

  @Test
  void aClockThatGoesOnWithWhatWasLeftStaysAsItIsWhereItsTargetDoes() {
    var first =
        SmallPack.of(
            OnReclassification.RETROACTIVE,
            TierClocksTest.BUDGET.with(ClockRule.OnReturn.CONTINUE));
    for (var mode : ChangeMode.values()) {
      var second = SmallPack.next(first, mode);
      var story = new CaseStory(first).publish(second);
      story.open("other");
      story.event(20, new CaseEvent.EscalationRequested(false));
      story.event(100, new CaseEvent.Deescalated(null));
      story.event(110, new CaseEvent.PolicyChanged("small", second.ref().version()));

      assertThat(story.all("migrated")).as(mode.word()).hasSize(1);
      assertThat(story.all("retargeted")).as(mode.word()).isEmpty();
      story.checkInvariants();
    }
  }

  @Test
  void aClockThatAVersionDidNotHaveIsThereAgainWithTheNext() {
    var third = SmallPack.next(SmallPack.PACK, ChangeMode.RETROACTIVE);
    var story = opened(second(ChangeMode.RETROACTIVE)).publish(third);
    story.event(1, new CaseEvent.Reclassified("stolen", null, null, null));
    story.event(2, new CaseEvent.Assigned("specialist", null, null));
    story.event(3, new CaseEvent.Reclassified("other", null, null, null));
    story.event(4, new CaseEvent.Reclassified("stolen", null, null, null));
    assertThat(story.state().clock("account-freeze")).get().matches(clock -> clock.running());

    story.event(10, CHANGE);
    assertThat(story.all("voided account-freeze")).last().asString().contains("policy-changed");
    story.event(11, new CaseEvent.PolicyChanged("small", third.ref().version()));

    assertThat(story.state().clock("account-freeze")).get().matches(clock -> clock.running());
    assertThat(dueOf(story, "account-freeze")).isEqualTo(30);
    story.checkInvariants();
  }
}
