package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.CaseEvent.Transaction;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.ClockRule.OnReopen;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.ClockRule.Target;
import io.belay.escalation.domain.policy.ClockRule.Warning;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggersTest {
  private static final Triggers TRIGGERS =
      new Triggers(2, 3, 2, 2, Map.of("CNY", new BigDecimal("5000")));
  private static final ClockRule WARNS_TWICE =
      ClockRule.internal(
          "resolution",
          StartsOn.OPENED,
          new Target(
              WorkingCalendar.ALWAYS, Set.of(), Map.of(), Map.of("P3", Duration.ofMinutes(100))),
          Set.of("RESOLVED"),
          false,
          false,
          OnReopen.NONE,
          new Effects(
              List.of(new Warning.AtPercent(50), new Warning.AtPercent(75)), true, true, false));
  private static final CaseEvent REPLY = new CaseEvent.AgentReplied();
  private static final Actor CUSTOMER = Actor.of(Actor.Kind.CUSTOMER);

  private final CaseStory story = new CaseStory(SmallPack.with(TRIGGERS));

  private void open(String category, @Nullable String amount) {
    var transaction = new Transaction("W-1", amount, "CNY");
    story.event(0, new CaseEvent.Opened(category, null, transaction, null, "CN", null), null);
    story.news();
  }

  private static CaseEvent toTeam(String team) {
    return new CaseEvent.Assigned(null, null, new Actor(Actor.Kind.AGENT, team, team, team));
  }

  private static CaseEvent reclassified(@Nullable String category, @Nullable String amount) {
    return new CaseEvent.Reclassified(category, null, amount, null);
  }

  /** At the first of its warnings only, and for a breach once more. */
  @Test
  void aWarningLetsTheCaseClimbOnceWhereThePackSaysSo() {
    var warned = new CaseStory(SmallPack.of(OnReclassification.RETROACTIVE, WARNS_TWICE));
    warned.open("other");
    warned.tick(50 - 1 / 60_000.0);
    assertThat(warned.all("promoted")).isEmpty();
    warned.tick(99);
    assertThat(warned.all("warned"))
        .containsExactly("warned resolution @50", "warned resolution @75");
    assertThat(warned.all("promoted")).containsExactly("promoted senior clock-warned @50");
    warned.tick(100);
    assertThat(warned.all("promoted specialist"))
        .containsExactly("promoted specialist clock-breached @100");
    warned.checkInvariants();
  }

  @Test
  void anAccountThatIsNotFrozenInTimeLetsTheCaseClimbAndOneThatIsDoesNot() {
    open("stolen", null);
    story.event(29, new CaseEvent.MilestoneReached("ACCOUNT_FROZEN"));
    story.event(29, REPLY);
    story.tick(31);
    assertThat(story.all("met account-freeze")).containsExactly("met account-freeze @29");
    assertThat(story.all("promoted")).as("in time").isEmpty();

    var late = new CaseStory(SmallPack.with(TRIGGERS));
    late.open("stolen");
    late.event(1, REPLY);
    late.event(30.001, new CaseEvent.MilestoneReached("ACCOUNT_FROZEN"));
    assertThat(late.all("promoted"))
        .containsExactly("promoted complaints-office clock-breached @30");
  }

  @Test
  void theSecondReopeningClimbsAndTheFirstDoesNot() {
    open("other", null);
    for (int i = 1; i <= 2; i++) {
      story.event(i * 10, new CaseEvent.Resolved("REFUNDED"));
      story.event(i * 10 + 1, new CaseEvent.Reopened());
    }
    assertThat(story.all("promoted")).containsExactly("promoted senior reopened @21");
    story.checkInvariants();
  }

  @Test
  void theThirdHandOverWithoutAnAnswerClimbs() {
    open("other", null);
    for (int i = 0; i < 4; i++) {
      story.event(i + 1, toTeam(i % 2 == 0 ? "red" : "blue"));
    }
    assertThat(story.all("promoted")).containsExactly("promoted senior hand-overs @4");
    story.checkInvariants();
  }

  @Test
  void anAnswerEndsTheCountOfHandOvers() {
    open("other", null);
    for (int i = 0; i < 8; i++) {
      story.event(i * 2 + 1, toTeam(i % 2 == 0 ? "red" : "blue"));
      if (i % 2 == 1) {
        story.event(i * 2 + 2, REPLY);
      }
    }
    assertThat(story.all("promoted")).isEmpty();
  }

  @Test
  void theSecondMissedContactClimbs() {
    open("other", null);
    story.event(1, new CaseEvent.ContactMissed(true, 1));
    assertThat(story.all("promoted")).isEmpty();
    story.event(2, new CaseEvent.ContactMissed(true, 1));
    assertThat(story.all("promoted")).containsExactly("promoted senior contact-missed @2");
  }

  @Test
  void aLowRatingOfAClosedCaseReopensItWithSomebodyHigher() {
    open("other", null);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(11, new CaseEvent.Closed());
    story.news();
    story.event(20, new CaseEvent.Rated(2), CUSTOMER);
    assertThat(story.news())
        .containsSubsequence(
            "recorded RATED @20", "reopened 1 @20", "promoted senior low-rating @20");
    assertThat(story.state().inWork()).isTrue();
    story.checkInvariants();
  }

  @Test
  void aBetterRatingIsOnlyNoted() {
    open("other", null);
    story.event(10, new CaseEvent.Closed());
    story.news();
    story.event(20, new CaseEvent.Rated(3), CUSTOMER);
    assertThat(story.news()).containsExactly("recorded RATED @20");
  }

  @Test
  void aHighAmountStartsARungHigherAndALowerOneDoesNot() {
    open("other", "5000.00");
    assertThat(story.state().placement().tier()).isEqualTo("senior");
    assertThat(story.all("told")).containsExactly("told acknowledgement @0");

    var below = new CaseStory(SmallPack.with(TRIGGERS));
    below.event(
        0,
        new CaseEvent.Opened(
            "other", null, new Transaction("W-1", "4999.99", "CNY"), null, "CN", null));
    assertThat(below.state().placement().tier()).isEqualTo("front-line");
  }

  @Test
  void anAmountCorrectedUpwardsClimbsOnce() {
    open("other", "10.00");
    story.event(5, reclassified(null, "6000"));
    story.event(6, reclassified(null, "7000"));
    assertThat(story.all("promoted")).containsExactly("promoted senior amount @5");
  }

  @Test
  void aClockOfOneCategoryRunsForThatCategoryOnly() {
    open("stolen", null);
    assertThat(story.all("started account-freeze"))
        .containsExactly("started account-freeze due 30 @0");
    story.tick(30);
    assertThat(story.all("promoted"))
        .containsExactly("promoted complaints-office clock-breached @30");

    var other = CaseStory.opened("other");
    assertThat(other.state().clock("account-freeze")).isEmpty();
  }

  @Test
  void aCaseThatTurnsOutOtherwiseLosesThatClockAndSaysWhy() {
    open("stolen", null);
    story.event(5, reclassified("other", null));
    assertThat(story.all("voided account-freeze"))
        .containsExactly("voided account-freeze reclassified @5");
  }

  @Test
  void aCustomerWhoAskedIsOwedAReply() {
    open("other", null);
    story.event(5, new CaseEvent.EscalationRequested(false), CUSTOMER);
    assertThat(story.all("started promised-reply"))
        .containsExactly("started promised-reply due 45 @5");
    story.event(45, REPLY);
    assertThat(story.all("met promised-reply")).containsExactly("met promised-reply @45");
  }

  @Test
  void atTheTopEachClockThatRunsOutIsSaidOnce() {
    open("stolen", null);
    for (int day = 1; day <= 20; day++) {
      story.tick(60 * 24 * day);
    }
    assertThat(story.all("breached next-update").size()).isGreaterThan(10);
    assertThat(exhaustedFor())
        .containsExactlyInAnyOrder("first-response", "tier-response", "resolution");
  }

  private List<String> exhaustedFor() {
    return story.steps.stream()
        .map(Step::progress)
        .filter(Progress.LadderExhausted.class::isInstance)
        .map(step -> ((Progress.LadderExhausted) step).subject())
        .toList();
  }
}
