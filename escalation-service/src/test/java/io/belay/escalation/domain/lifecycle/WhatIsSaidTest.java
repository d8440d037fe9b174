package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.CaseStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.MessageClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each step that matters to the customer is told, with what there is to say about it. */
class WhatIsSaidTest {
  private static final Actor LI = new Actor(Actor.Kind.AGENT, "A-17", "Li", "front");

  private final CaseStory story = CaseStory.opened("other");

  @Test
  void theAcknowledgementNamesWhoHasItAndTheFirstTimeThatIsPromised() {
    var told = last("acknowledgement");
    assertThat(told.facts().tier()).isEqualTo("front-line");
    assertThat(told.facts().expectedBy()).isEqualTo(minute(60));
  }

  @Test
  void whoIsGivenTheCaseIsToldByName() {
    story.event(10, new CaseEvent.Assigned(null, null, LI));
    assertThat(last("progress").facts().agentName()).isEqualTo("Li");
    story.event(20, new CaseEvent.Assigned(null, null, LI));
    assertThat(types()).as("the same again is no news").containsOnlyOnce("progress");
  }

  @Test
  void whatIsNeededFromTheCustomerIsNamed() {
    story.event(30, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER, "id-document"));
    var told = last("action-needed");
    assertThat(told.facts().why().reason()).isEqualTo("id-document");
    assertThat(told.facts().why().waitingOn()).isEqualTo("CUSTOMER");
  }

  @Test
  void aPromotionNamesTheTierItsCauseAndTheNewTime() {
    story.event(30, new CaseEvent.EscalationRequested(false), LI);
    var told = last("promotion");
    assertThat(told.facts().tier()).isEqualTo("senior");
    assertThat(told.facts().why().reason()).isEqualTo("agent-request");
    assertThat(told.facts().expectedBy()).isEqualTo(minute(60));
  }

  @Test
  void theResultTheRequestToRateAndAReopeningAreTold() {
    story.event(30, new CaseEvent.AgentReplied(), LI);
    story.event(60, new CaseEvent.Resolved("REFUNDED"));
    assertThat(last("result").facts().why().outcome()).isEqualTo("REFUNDED");
    story.event(70, new CaseEvent.Reopened());
    assertThat(last("reopened").facts().expectedBy()).isNotNull();
    story.event(80, new CaseEvent.Resolved("REFUNDED"));
    story.event(90, new CaseEvent.Closed());
    assertThat(types()).endsWith("result", "reopened", "result", "rating-request");
  }

  @Test
  void nobodyIsWokenToRateAnUrgentCase() {
    var urgent = CaseStory.opened("stolen");
    urgent.event(30, new CaseEvent.AgentReplied(), LI);
    urgent.event(60, new CaseEvent.Resolved("REFUNDED"));
    urgent.event(90, new CaseEvent.Closed());
    assertThat(told(urgent))
        .filteredOn(due -> due.messageType().equals("rating-request"))
        .extracting(Progress.FollowUpDue::messageClass)
        .containsExactly(MessageClass.ROUTINE);
    assertThat(told(urgent))
        .filteredOn(due -> !due.messageType().equals("rating-request"))
        .as("all else overtakes")
        .hasSizeGreaterThan(1)
        .extracting(Progress.FollowUpDue::messageClass)
        .containsOnly(MessageClass.URGENT);
  }

  @Test
  void whoseOldCaseIsBroughtOverIsNotToldThatItWasOpenedAndHearsWhatComes() {
    var brought = new CaseStory(SmallPack.PACK);
    brought.event(0, new CaseEvent.Opened("other", null, null, null, "CN", null, true), null);
    assertThat(brought.all("accepted")).hasSize(1);
    assertThat(told(brought)).isEmpty();
    brought.event(30, new CaseEvent.Resolved("REFUNDED"));
    assertThat(told(brought))
        .extracting(Progress.FollowUpDue::messageType)
        .containsExactly("result");
  }

  private Progress.FollowUpDue last(String messageType) {
    return told().stream()
        .filter(due -> due.messageType().equals(messageType))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private List<String> types() {
    return told().stream().map(Progress.FollowUpDue::messageType).toList();
  }

  private List<Progress.FollowUpDue> told() {
    return told(story);
  }

  private static List<Progress.FollowUpDue> told(CaseStory story) {
    return story.steps.stream()
        .map(step -> step.progress())
        .filter(Progress.FollowUpDue.class::isInstance)
        .map(Progress.FollowUpDue.class::cast)
        .toList();
  }
}
