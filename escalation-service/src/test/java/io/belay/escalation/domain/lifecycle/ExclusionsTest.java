package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.progress.Progress.Handler;
import org.junit.jupiter.api.Test;

/** Who shall not get a case again. */
class ExclusionsTest {
  private static final Actor LI = new Actor(Actor.Kind.AGENT, "A-17", "Li", "team-1");
  private static final Actor WU = new Actor(Actor.Kind.AGENT, "A-18", "Wu", "team-1");
  private static final Actor HE = new Actor(Actor.Kind.AGENT, "A-19", "He", "team-2");
  private static final Actor CUSTOMER = Actor.of(Actor.Kind.CUSTOMER);

  private static CaseStory heldByLi() {
    var story = CaseStory.opened("other");
    story.event(1, new CaseEvent.Assigned(null, null, LI));
    return story;
  }

  private static boolean canGoTo(CaseStory story, double minute, Actor agent) {
    int refusals = story.all("rejected agent-excluded").size();
    story.event(minute, new CaseEvent.Assigned(null, null, agent));
    return story.all("rejected agent-excluded").size() == refusals;
  }

  @Test
  void aComplaintThatNamesNobodyIsAboutWhoHasTheCaseAndTheTeam() {
    var story = heldByLi();
    story.event(2, new CaseEvent.ComplaintRaised(true, null, null));

    assertThat(story.state().placement().handledBy()).isEqualTo(Handler.NOBODY);
    assertThat(canGoTo(story, 3, LI)).isFalse();
    assertThat(canGoTo(story, 4, WU)).isFalse();
    assertThat(canGoTo(story, 5, HE)).isTrue();
  }

  @Test
  void aComplaintAboutTheAgentWhoHasTheCaseIsAboutTheTeamToo() {
    var story = heldByLi();
    story.event(2, new CaseEvent.ComplaintRaised(true, "A-17", null));

    assertThat(canGoTo(story, 3, WU)).isFalse();
  }

  @Test
  void aComplaintAboutAnotherAgentLeavesTheOneWhoHasIt() {
    var story = heldByLi();
    story.event(2, new CaseEvent.ComplaintRaised(true, "A-19", null));

    assertThat(story.state().placement().handledBy().agentId()).isEqualTo("A-17");
    assertThat(canGoTo(story, 3, WU)).isTrue();
  }

  @Test
  void anExcludedAgentWhoAnswersDoesNotGetTheCaseBack() {
    var story = heldByLi();
    story.event(2, new CaseEvent.ComplaintRaised(true, "A-17", "team-1"));
    story.event(3, new CaseEvent.AgentReplied(), WU);

    assertThat(story.state().placement().handledBy()).isEqualTo(Handler.NOBODY);
    assertThat(story.all("met first-response")).as("the customer was answered").hasSize(1);
  }

  @Test
  void theExclusionOutlivesPromotionsAndReopenings() {
    var story = heldByLi();
    story.event(2, new CaseEvent.ComplaintRaised(true, null, null));
    story.tick(100);
    story.event(200, new CaseEvent.Closed());
    story.event(300, new CaseEvent.Reopened());

    assertThat(canGoTo(story, 301, LI)).isFalse();
    story.checkInvariants();
  }

  @Test
  void whoeverWantsADifferentAgentGetsOneAlsoAtTheTop() {
    var story = heldByLi();
    story.event(2, new CaseEvent.Assigned("complaints-office", null, LI));
    story.event(3, new CaseEvent.EscalationRequested(true), CUSTOMER);

    assertThat(story.all("rejected")).isEmpty();
    assertThat(story.all("exhausted")).isEmpty();
    assertThat(story.state().placement().handledBy()).isEqualTo(Handler.NOBODY);
    assertThat(canGoTo(story, 4, LI)).isFalse();
    assertThat(canGoTo(story, 5, WU)).as("the wish was about the agent").isTrue();
    story.checkInvariants();
  }

  @Test
  void whoeverWantsAHigherTierAtTheTopIsToldThereIsNone() {
    var story = heldByLi();
    story.event(2, new CaseEvent.Assigned("complaints-office", null, LI));
    story.event(3, new CaseEvent.EscalationRequested(false), CUSTOMER);

    assertThat(story.all("rejected")).containsExactly("rejected top-tier-reached @3");
  }
}
