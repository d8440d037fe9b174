package io.belay.escalation.domain.lifecycle;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.queue.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asked at minute 100 and silent: reminded at 400, closed at 500. */
class AutoCloseTest {
  static final ClockRule UNANSWERED =
      ClockRule.closing(StartsOn.WAITING_ON_CUSTOMER, ofMinutes(400), ofMinutes(100));
  static final ClockRule UNCONTESTED =
      ClockRule.closing(StartsOn.RESOLVED, ofMinutes(400), ofMinutes(100));

  private static final String CLOCK = "auto-close-waiting-on-customer";
  private static final double JUST_BEFORE = 0.01;

  @Test
  void aSilentCustomerIsRemindedAndThenTheCaseIsClosedWithAReason() {
    var story = asked();
    assertThat(story.news()).contains("started " + CLOCK + " due 500 @100");
    story.tick(400 - JUST_BEFORE);
    assertThat(story.news()).isEmpty();
    story.tick(400);
    assertThat(story.news()).containsExactly("warned " + CLOCK + " @400", "told reminder @400");
    story.tick(500 - JUST_BEFORE);
    assertThat(story.news()).isEmpty();
    story.tick(500);
    assertThat(story.news())
        .contains("closed @500", "voided resolution no-answer @500", "settled @500")
        .endsWith("told rating-request @500")
        .noneMatch(step -> step.startsWith("breached"));
    assertThat(closings(story)).containsExactly("no-answer");
    story.checkInvariants();
  }

  @Test
  void theReminderSaysWhenTheCaseClosesAndIsNoPromiseInDanger() {
    var story = asked();
    story.tick(400);
    assertThat(reminder(story).facts().expectedBy()).isEqualTo(CaseStory.minute(500));
    assertThat(reminder(story).facts().why().waitingOn()).isEqualTo("CUSTOMER");
    assertThat(Standing.of(story.state()).warned()).isFalse();
  }

  @Test
  void nobodyIsWokenToBeRemindedOfAnUrgentCase() {
    var story = new CaseStory(SmallPack.and(UNANSWERED, UNCONTESTED));
    story.open("stolen");
    ask(story).tick(400);
    assertThat(reminder(story).messageClass()).isEqualTo(Progress.MessageClass.ROUTINE);
  }

  static List<CaseEvent> answers() {
    return List.of(
        new CaseEvent.CustomerReplied(),
        new CaseEvent.WaitingEnded(),
        new CaseEvent.WaitingStarted(WaitingOn.MERCHANT),
        new CaseEvent.EscalationRequested(false),
        new CaseEvent.ContactMissed(true, 1),
        new CaseEvent.Closed());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatTheCustomerSaysAndTheEndOfTheWaitStopIt(CaseEvent answer) {
    var story = asked();
    story.tick(400);
    story.event(450, answer, Actor.of(Actor.Kind.CUSTOMER));
    story.tick(600);
    assertThat(story.all("voided " + CLOCK)).hasSize(1);
    assertThat(closings(story)).doesNotContain("no-answer");
    story.checkInvariants();
  }

  @Test
  void whatOthersSayDoesNotStopIt() {
    var story = asked();
    story.event(200, new CaseEvent.Noted(), Actor.of(Actor.Kind.AGENT));
    story.event(300, new CaseEvent.AgentReplied(), Actor.of(Actor.Kind.AGENT));
    story.tick(500);
    assertThat(closings(story)).containsExactly("no-answer");
  }

  @Test
  void whoIsAskedAgainHasTheWholeTimeAgain() {
    var story = asked();
    story.event(450, new CaseEvent.CustomerReplied());
    story.event(460, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.tick(760);
    assertThat(story.all("told reminder")).hasSize(2);
    story.tick(860 - JUST_BEFORE);
    assertThat(closings(story)).isEmpty();
    story.tick(860);
    assertThat(closings(story)).containsExactly("no-answer");
  }

  @Test
  void aResultNobodyObjectsToClosesTheCaseAndAGoodRatingDoesNotStopIt() {
    var story = resolved();
    story.event(200, new CaseEvent.Rated(5), Actor.of(Actor.Kind.CUSTOMER));
    story.tick(400);
    assertThat(story.all("told reminder")).hasSize(1);
    story.tick(500);
    assertThat(closings(story)).containsExactly("no-objection");
    story.checkInvariants();
  }

  @Test
  void anObjectionKeepsTheCaseResolvedAndAReopeningInWork() {
    var objected = resolved();
    objected.event(200, new CaseEvent.CustomerReplied());
    objected.tick(1_000);
    assertThat(closings(objected)).isEmpty();
    var reopened = resolved();
    reopened.event(200, new CaseEvent.Reopened());
    reopened.tick(1_000);
    assertThat(closings(reopened)).isEmpty();
    assertThat(reopened.state().inWork()).isTrue();
  }

  @Test
  void aLawsClockRunsOnAndTheCaseSettlesWithIt() {
    var story = new CaseStory(SmallPack.and(UNANSWERED, StatutoryPausesTest.OUTER));
    story.open("other");
    story.event(5, new CaseEvent.MilestoneReached("CLAIMED"));
    ask(story);
    var owed = StatutoryPausesTest.OUTER.name();
    story.tick(500);
    assertThat(closings(story)).containsExactly("no-answer");
    assertThat(story.state().clock(owed).orElseThrow().running()).isTrue();
    assertThat(story.all("settled")).isEmpty();
    story.event(600, new CaseEvent.MilestoneReached("DECIDED"));
    assertThat(story.all("settled")).containsExactly("settled @600");
    story.checkInvariants();
  }

  @Test
  void afterALongOutageTheCaseClosedAtItsTimeAndOneMessageSaysSo() {
    var story = asked();
    story.news();
    story.tick(5_000);
    assertThat(story.all("closed")).containsExactly("closed @500");
    assertThat(story.news())
        .filteredOn(step -> step.startsWith("told"))
        .containsExactly("told rating-request @500");
  }

  @Test
  void aPromotionNamesNoTimeOfTheCustomers() {
    var story = asked();
    story.event(200, new CaseEvent.EscalationRequested(false), Actor.of(Actor.Kind.AGENT));
    var told = (Progress.FollowUpDue) story.steps.getLast().progress();
    assertThat(told.messageType()).isEqualTo("promotion");
    assertThat(told.facts().expectedBy()).isNotEqualTo(CaseStory.minute(500));
  }

  private static CaseStory asked() {
    var story = new CaseStory(SmallPack.and(UNANSWERED, UNCONTESTED));
    story.open("other");
    return ask(story);
  }

  private static CaseStory ask(CaseStory story) {
    story.event(10, new CaseEvent.AgentReplied());
    story.event(100, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    return story;
  }

  private static CaseStory resolved() {
    var story = new CaseStory(SmallPack.and(UNANSWERED, UNCONTESTED));
    story.open("other");
    story.event(10, new CaseEvent.AgentReplied());
    story.event(100, new CaseEvent.Resolved("REFUNDED"));
    return story;
  }

  private static Progress.FollowUpDue reminder(CaseStory story) {
    return story.steps.stream()
        .map(step -> step.progress())
        .filter(Progress.FollowUpDue.class::isInstance)
        .map(Progress.FollowUpDue.class::cast)
        .filter(told -> told.messageType().equals("reminder"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> closings(CaseStory story) {
    return story.steps.stream()
        .map(step -> step.progress())
        .filter(Progress.CaseClosed.class::isInstance)
        .map(closed -> ((Progress.CaseClosed) closed).cause())
        .filter(cause -> !cause.equals("event"))
        .toList();
  }
}
