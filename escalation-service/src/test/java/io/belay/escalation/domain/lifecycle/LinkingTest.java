package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.policy.Together.Duplicates;
import io.belay.escalation.domain.policy.Together.FirstResolved;
import io.belay.escalation.domain.policy.Together.InternalClocks;
import io.belay.escalation.domain.policy.Together.OnRelease;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.OfIncident;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What belonging to another case or to an incident does to a case. */
class LinkingTest {
  private static final Actor CUSTOMER = Actor.of(Actor.Kind.CUSTOMER);
  private static final Actor AGENT = new Actor(Actor.Kind.AGENT, "A-1", "Li", "team");
  private static final CaseEvent TO_INCIDENT = new CaseEvent.Linked(null, "I-1");
  private static final CaseEvent RELEASED = new CaseEvent.IncidentReleased("I-1", "resolved");
  private static final CaseEvent DUPLICATE =
      new CaseEvent.Linked("C-0", null, CaseEvent.Linked.DUPLICATE);

  @Test
  void aDuplicatesInternalClocksEndForTheFirstCaseKeepsThePromiseForBoth() {
    var story = opened(voiding(InternalClocks.VOID), "other");

    story.event(1, DUPLICATE);
    story.tick(3000);

    assertThat(story.all("linked")).containsExactly("linked C-0 @1");
    assertThat(story.all("voided"))
        .contains("voided first-response duplicate @1", "voided resolution duplicate @1");
    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("promoted")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void aDuplicateWhoseFirstEndedUnsolvedGoesOnWithTheTimeItHadLeft() {
    var story = opened(voiding(InternalClocks.VOID), "other");
    story.event(20, DUPLICATE);

    story.event(1000, new CaseEvent.Linked("C-0", null, CaseEvent.Linked.REPEAT));
    story.tick(1039);
    assertThat(story.all("breached")).isEmpty();
    story.tick(1040);

    assertThat(story.all("breached")).containsExactly("breached first-response missed 1 @1040");
    assertThat(story.all("promoted")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aDuplicateOfTwoMattersGoesOnWithTheLastOfThem() {
    var story = opened(voiding(InternalClocks.VOID), "other");
    story.event(20, DUPLICATE);
    story.event(30, new CaseEvent.Linked("C-5", null, CaseEvent.Linked.DUPLICATE));

    story.event(31, new CaseEvent.Linked("C-0", null, CaseEvent.Linked.REPEAT));
    assertThat(story.state().openClocks()).as("C-5 keeps its promises").isEmpty();
    story.event(40, new CaseEvent.Linked("C-5", null, CaseEvent.Linked.REPEAT));

    assertThat(story.all("started first-response"))
        .containsExactly("started first-response due 60 @0", "started first-response due 80 @40");
    story.checkInvariants();
  }

  @Test
  void aDuplicateGoesOnWithTheClocksOfItsCategoryOnly() {
    var story = opened(voiding(InternalClocks.VOID), "stolen");
    story.event(5, DUPLICATE);
    story.event(10, new CaseEvent.Reclassified("other", null, null, null));
    story.event(11, new CaseEvent.Linked("C-0", null, CaseEvent.Linked.REPEAT));

    assertThat(story.all("started account-freeze")).hasSize(1);
    assertThat(story.all("started first-response")).hasSize(2);
  }

  @Test
  void whatAMilestoneFulfilledMeanwhileADuplicateDoesNotOweAgain() {
    var frozen = new CaseEvent.MilestoneReached("ACCOUNT_FROZEN");
    for (int reachedAt : new int[] {3, 8}) {
      var story = opened(voiding(InternalClocks.VOID), "stolen");
      story.event(5, DUPLICATE);
      story.event(reachedAt, frozen);
      story.event(11, new CaseEvent.Linked("C-0", null, CaseEvent.Linked.REPEAT));
      story.tick(50);

      assertThat(story.all("started account-freeze")).as("minute %d", reachedAt).hasSize(1);
      assertThat(story.all("breached account-freeze")).isEmpty();
      assertThat(story.all("started resolution")).hasSize(2);
      story.checkInvariants();
    }
  }

  @Test
  void aDuplicateThatWaitsGoesOnWhenItWaitsNoLonger() {
    var story = opened(voiding(InternalClocks.VOID), "other");
    story.event(20, DUPLICATE);
    story.event(30, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));

    story.event(100, new CaseEvent.Linked("C-0", null, CaseEvent.Linked.REPEAT));

    assertThat(story.state().clock("resolution")).get().matches(Clock::paused);
    story.checkInvariants();
  }

  @Test
  void aStatutoryClockOfADuplicateRunsOn() {
    var law =
        ClockRule.statutory(
            "final-response",
            Set.of(),
            Set.of("milestone:FINAL_RESPONSE_SENT"),
            new Effects(List.of(), true, false, false),
            new Statute(
                "Act, section 1",
                new StatutoryClock(
                    new Term.CalendarDays(15),
                    ZoneOffset.UTC,
                    BusinessDays.mondayToFriday(Set.of(), Set.of()),
                    Options.STRICT),
                null,
                InForce.ALWAYS,
                List.of()));
    var story = new CaseStory(SmallPack.and(law));
    story.open("other");

    story.event(1, DUPLICATE);

    assertThat(story.state().clock(law.name())).get().matches(Clock::running);
    assertThat(story.state().clocks())
        .filteredOn(clock -> clock.kind() == ClockKind.INTERNAL)
        .noneMatch(Clock::running);
  }

  @Test
  void aPackMayLetADuplicatesClocksRunOn() {
    var story = opened(voiding(InternalClocks.KEEP), "other");

    story.event(1, DUPLICATE);
    story.tick(60);

    assertThat(story.all("breached first-response")).hasSize(1);
    assertThat(story.all("promoted")).hasSize(1);
  }

  @Test
  void aRepeatAndALinkByHandLeaveTheClocksAlone() {
    for (var relation : new String[] {CaseEvent.Linked.REPEAT, null}) {
      var story = opened(voiding(InternalClocks.VOID), "other");

      story.event(1, new CaseEvent.Linked("C-0", null, relation));
      story.tick(60);

      assertThat(story.all("voided")).isEmpty();
      assertThat(story.all("promoted")).hasSize(1);
    }
  }

  @Test
  void theSameLinkAgainIsKeptOnce() {
    var story = opened(voiding(InternalClocks.VOID), "other");

    story.event(1, DUPLICATE);
    story.event(2, DUPLICATE);

    assertThat(story.state().links().cases())
        .containsExactly(new Links.LinkedCase("C-0", CaseEvent.Linked.DUPLICATE));
  }

  @Test
  void noMoreLinksAreKeptThanTheBound() {
    var story = opened(Together.NONE, "other");

    for (int i = 0; i < Links.MAX_CASES + 5; i++) {
      story.event(1, new CaseEvent.Linked("C-" + (i + 100), null));
    }

    assertThat(story.state().links().cases()).hasSize(Links.MAX_CASES);
    assertThat(story.all("linked")).hasSize(Links.MAX_CASES + 5);
  }

  @Test
  void aMembersClocksRunAndItsPromotionsAreHeldOnceEach() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);

    story.tick(59.9);
    assertThat(story.all("held")).isEmpty();
    story.tick(60);

    assertThat(story.all("breached")).containsExactly("breached first-response missed 1 @60");
    assertThat(story.all("held")).containsExactly("held senior clock-breached @60");
    assertThat(story.all("promoted")).isEmpty();
    assertThat(story.all("exhausted")).isEmpty();
    story.tick(600);
    assertThat(story.all("held")).hasSize(1);
    assertThat(story.state().placement().tier()).isEqualTo("front-line");
    story.checkInvariants();
  }

  @Test
  void whatIsHeldTogetherAsksForTheTierToWhichTheMemberWouldHaveClimbed() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);
    story.event(11, new CaseEvent.EscalationRequested(false), CUSTOMER);
    story.tick(60);
    story.tick(24 * 60);

    assertThat(story.all("held"))
        .containsExactly(
            "held senior customer-request @11",
            "held specialist clock-breached @51",
            "held complaints-office clock-breached @60",
            "held complaints-office clock-breached @1440");
    story.event(1500, RELEASED);
    assertThat(story.all("promoted")).last().asString().startsWith("promoted complaints-office");
    story.checkInvariants();
  }

  @Test
  void aReleasedCaseClimbsWhatItOwesAtTheReleaseAndGoesOnWithItsOwn() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);
    story.tick(70);

    story.event(100, RELEASED);
    story.tick(129.9);
    assertThat(story.all("promoted")).containsExactly("promoted senior clock-breached @100");
    story.tick(130);

    assertThat(story.all("released")).containsExactly("released resolved @100");
    assertThat(story.all("promoted"))
        .containsExactly(
            "promoted senior clock-breached @100", "promoted specialist clock-breached @130");
    story.checkInvariants();
  }

  @Test
  void aPromotionThatWasHeldAfterTheIncidentsEndIsAtItsOwnBusinessTime() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);
    story.tick(61);

    var late = story.event("late", 59, RELEASED, null);

    assertThat(late.outcome()).isEqualTo(Decision.Outcome.ACCEPTED);
    assertThat(story.all("promoted")).containsExactly("promoted senior clock-breached @60");
  }

  @Test
  void aPromiseKeptDuringTheIncidentIsNotClimbedForAfterIt() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);
    story.tick(61);
    story.event(70, new CaseEvent.AgentReplied(), AGENT);

    story.event(100, RELEASED);

    assertThat(story.all("promoted")).isEmpty();
    assertThat(toldOfIncident(story))
        .containsExactly(
            new OfIncident("I-1", "joined"),
            new OfIncident("I-1", "warned-first-response"),
            new OfIncident("I-1", "over"));
  }

  @Test
  void aPackMayLetReleasedCasesStayWhereTheyAre() {
    var story = opened(new Together(null, OnRelease.STAY), "other");
    story.event(10, TO_INCIDENT);
    story.tick(61);

    story.event(100, RELEASED);

    assertThat(story.all("promoted")).isEmpty();
    assertThat(story.state().links().incident()).isNull();
  }

  @Test
  void aResolvedMemberOwesNothingAtItsRelease() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);
    story.tick(61);
    story.event(70, new CaseEvent.Resolved("REFUNDED"));

    story.event(100, RELEASED);

    assertThat(story.all("promoted")).isEmpty();
    assertThat(story.all("released")).hasSize(1);
  }

  @Test
  void aCustomersWishIsHeldAndAnAgentsIsFollowed() {
    var story = opened(Together.NONE, "other");
    story.event(10, TO_INCIDENT);

    story.event(11, new CaseEvent.EscalationRequested(false), CUSTOMER);
    assertThat(story.all("held")).containsExactly("held senior customer-request @11");
    assertThat(story.all("started promised-reply")).hasSize(1);
    story.event(12, new CaseEvent.EscalationRequested(false), AGENT);

    assertThat(story.all("promoted")).containsExactly("promoted senior agent-request @12");
  }

  @Test
  void whatHappensToAnIncidentIsToldInOneStepEach() {
    var story = opened(Together.NONE, "other");
    story.event(1, TO_INCIDENT);
    story.event(2, new CaseEvent.IncidentEscalated("I-1", "specialist"));
    story.event(3, new CaseEvent.IncidentEscalated("I-2", "specialist"));
    story.event(4, new CaseEvent.IncidentReleased("I-2", "closed"));
    story.event(5, RELEASED);
    story.event(6, RELEASED);
    story.event(7, new CaseEvent.IncidentEscalated("I-1", "specialist"));

    assertThat(toldOfIncident(story))
        .containsExactly(
            new OfIncident("I-1", "joined"),
            new OfIncident("I-1", "escalated-specialist"),
            new OfIncident("I-1", "over"));
  }

  @Test
  void membersThatMissTheSamePromiseApologiseForItInOneStep() {
    var story = opened(Together.NONE, "other");
    story.event(1, TO_INCIDENT);

    story.tick(46);

    assertThat(toldOfIncident(story)).contains(new OfIncident("I-1", "warned-first-response"));
  }

  @Test
  void aCaseThatMovesToAnotherIncidentTakesAlongWhatItOwes() {
    var story = opened(Together.NONE, "other");
    story.event(1, TO_INCIDENT);
    story.tick(61);
    story.event(70, new CaseEvent.Linked(null, "I-2"));

    story.event(80, RELEASED);
    assertThat(story.all("promoted")).isEmpty();
    story.event(90, new CaseEvent.IncidentReleased("I-2", "closed"));

    assertThat(story.all("promoted")).containsExactly("promoted senior clock-breached @90");
  }

  @Test
  void anIncidentClimbsRungByRungToTheTierItsMembersNeedAndTellsNobody() {
    var story = opened(Together.NONE, "outage");

    story.event(5, new CaseEvent.EscalationRequested(false, "specialist"));
    story.event(6, new CaseEvent.EscalationRequested(false, "senior"));
    story.event(7, new CaseEvent.EscalationRequested(false, "attic"));

    assertThat(story.all("promoted"))
        .containsExactly("promoted senior members @5", "promoted specialist members @5");
    assertThat(story.all("rejected")).containsExactly("rejected tier-unknown @7");
    assertThat(story.all("told")).isEmpty();
  }

  @Test
  void anIncidentBelongsToNoIncidentAndNoCaseToItself() {
    var incident = opened(Together.NONE, "outage");
    incident.event(1, TO_INCIDENT);
    incident.event(2, new CaseEvent.Linked("C-9", null));
    assertThat(incident.all("rejected")).containsExactly("rejected incident-not-a-member @1");
    assertThat(incident.all("linked")).containsExactly("linked C-9 @2");

    var story = opened(Together.NONE, "other");
    story.event(1, new CaseEvent.Linked("C-1", null));
    story.event(2, new CaseEvent.Linked(null, "C-1"));
    assertThat(story.all("rejected"))
        .containsExactly("rejected linked-to-itself @1", "rejected linked-to-itself @2");
  }

  private static Together voiding(InternalClocks clocks) {
    return new Together(
        new Duplicates(Duration.ofDays(3), clocks, FirstResolved.RESOLVE), OnRelease.CLIMB);
  }

  private static CaseStory opened(Together together, String category) {
    PolicyPack pack = SmallPack.with(together);
    var story = new CaseStory(pack);
    story.open(category);
    return story;
  }

  private static List<OfIncident> toldOfIncident(CaseStory story) {
    return story.steps.stream()
        .map(Step::progress)
        .filter(Progress.FollowUpDue.class::isInstance)
        .map(followUp -> ((Progress.FollowUpDue) followUp).incident())
        .filter(Objects::nonNull)
        .filter(incident -> incident.step() != null)
        .toList();
  }
}
