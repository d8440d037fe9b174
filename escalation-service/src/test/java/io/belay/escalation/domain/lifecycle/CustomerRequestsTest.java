package io.belay.escalation.domain.lifecycle;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.PolicyPack.CustomerRequests;
import io.belay.escalation.domain.progress.Progress;
import org.junit.jupiter.api.Test;

/** What a customer who wants somebody higher gets, and when not. */
class CustomerRequestsTest {
  private static final Actor LI = new Actor(Actor.Kind.AGENT, "A-17", "Li", "front");
  private static final Actor CUSTOMER = Actor.of(Actor.Kind.CUSTOMER);
  private static final CaseEvent WISH = new CaseEvent.EscalationRequested(false);
  private static final CaseEvent DIFFERENT_AGENT = new CaseEvent.EscalationRequested(true);

  private static CaseStory opened(CustomerRequests requests) {
    var story = new CaseStory(SmallPack.with(requests));
    story.open("other");
    story.event(1, new CaseEvent.Assigned(null, null, LI));
    return story;
  }

  private static CaseStory openedWithGuardRails() {
    return opened(new CustomerRequests(true, ofMinutes(15), ofHours(2)));
  }

  @Test
  void aWishIsFollowedFromItsFirstInstantOnAndNotAMillisecondBefore() {
    var story = openedWithGuardRails();
    story.event(15 - 1 / 60_000.0, WISH, CUSTOMER);
    assertThat(story.all("rejected")).containsExactly("rejected too-early @14");
    story.event(15, WISH, CUSTOMER);
    assertThat(story.all("promoted")).containsExactly("promoted senior customer-request @15");
  }

  @Test
  void aRefusalSaysFromWhenOnTheWishIsFollowed() {
    var story = openedWithGuardRails();
    story.event(10, WISH, CUSTOMER);
    story.event(20, WISH, CUSTOMER);
    story.event(30, WISH, CUSTOMER);
    assertThat(
            story.steps.stream()
                .map(step -> step.progress())
                .filter(Progress.EventRejected.class::isInstance)
                .map(rejected -> ((Progress.EventRejected) rejected).allowedFrom()))
        .containsExactly(CaseStory.minute(15), CaseStory.minute(140));
  }

  @Test
  void theCoolDownEndsWithItsLastMillisecond() {
    var story = openedWithGuardRails();
    story.event(20, WISH, CUSTOMER);
    story.event(21, new CaseEvent.AgentReplied(), LI);
    story.event(140 - 1 / 60_000.0, WISH, CUSTOMER);
    assertThat(story.all("rejected")).containsExactly("rejected cool-down @139");
    story.event(140, WISH, CUSTOMER);
    assertThat(story.all("promoted specialist"))
        .containsExactly("promoted specialist customer-request @140");
  }

  @Test
  void aPackMayFollowNoWishOfCustomersAndStillFollowsThatOfAgents() {
    var story = opened(new CustomerRequests(false, ofMinutes(0), ofHours(2)));
    story.event(20, WISH, CUSTOMER);
    assertThat(story.all("rejected")).containsExactly("rejected not-allowed-by-pack @20");
    assertThat(story.all("started promised-reply")).isEmpty();
    story.event(21, WISH, LI);
    assertThat(story.all("promoted")).containsExactly("promoted senior agent-request @21");
  }

  @Test
  void noGuardRailStandsBeforeAnAgentsRequest() {
    var story = openedWithGuardRails();
    story.event(2, WISH, LI);
    story.event(3, WISH, LI);
    assertThat(story.all("promoted"))
        .containsExactly(
            "promoted senior agent-request @2", "promoted specialist agent-request @3");
    assertThat(story.all("started promised-reply")).as("nobody was promised a reply").isEmpty();
  }

  /** The wish is about the agent; the rung beside it has its guard rails. */
  @Test
  void aDifferentAgentIsGivenAlsoWhereTheCaseMayNotClimb() {
    var story = openedWithGuardRails();
    story.event(5, DIFFERENT_AGENT, CUSTOMER);

    assertThat(story.all("rejected")).isEmpty();
    assertThat(story.all("promoted")).isEmpty();
    assertThat(story.state().placement().handledBy()).isEqualTo(Progress.Handler.NOBODY);
    story.event(6, new CaseEvent.Assigned(null, null, LI));
    assertThat(story.all("rejected")).containsExactly("rejected agent-excluded @6");
    story.checkInvariants();
  }

  @Test
  void aDifferentAgentIsGivenDuringTheCoolDownAndWhereThePackFollowsNoWish() {
    var cooling = openedWithGuardRails();
    cooling.event(20, WISH, CUSTOMER);
    cooling.event(21, new CaseEvent.Assigned(null, null, LI));
    cooling.event(22, DIFFERENT_AGENT, CUSTOMER);
    assertThat(cooling.all("promoted")).hasSize(1);
    assertThat(cooling.state().placement().excluded().agents()).containsExactly("A-17");

    var closedToCustomers = opened(new CustomerRequests(false, ofMinutes(0), ofHours(2)));
    closedToCustomers.event(22, DIFFERENT_AGENT, CUSTOMER);
    assertThat(closedToCustomers.all("promoted")).isEmpty();
    assertThat(closedToCustomers.state().placement().excluded().agents()).containsExactly("A-17");
  }

  @Test
  void aReplyThatNobodyGivesInTimeLetsTheCaseClimb() {
    var story = openedWithGuardRails();
    story.event(20, WISH, CUSTOMER);
    story.tick(60 - 1 / 60_000.0);
    assertThat(story.all("breached promised-reply")).isEmpty();
    story.tick(60);
    assertThat(story.all("breached promised-reply"))
        .containsExactly("breached promised-reply missed 1 @60");
    assertThat(story.all("promoted").getLast())
        .startsWith("promoted complaints-office clock-breached");
  }

  @Test
  void whoAsksAgainDoesNotPutOffTheReplyThatIsOwed() {
    var story = opened(new CustomerRequests(true, ofMinutes(0), ofMinutes(1)));
    story.event(5, WISH, CUSTOMER);
    story.event(30, WISH, CUSTOMER);
    assertThat(story.all("started promised-reply"))
        .containsExactly("started promised-reply due 45 @5");

    story.event(44, new CaseEvent.AgentReplied(), LI);
    story.event(50, WISH, CUSTOMER);
    assertThat(story.all("started promised-reply").getLast())
        .isEqualTo("started promised-reply due 90 @50");
  }
}
