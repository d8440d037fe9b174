package io.belay.notification.domain.track;

import static io.belay.notification.Samples.CASE;
import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.domain.track.CustomerRequest.Reason;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedStep.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTest {
  private static final Instant LATER = NOON.plusSeconds(7_200);
  private static final CustomerRequest ESCALATE = new CustomerRequest.Escalate(false);
  private static final CustomerRequest REOPEN = new CustomerRequest.Reopen();

  @Test
  void theNextTimeIsThatOfTheClockThatRunsOutFirst() {
    var story = TrackedStory.opened();
    assertThat(story.seen().nextBy(NOON)).contains(NOON.plusSeconds(3_600));
    story.step("e-1", new News.NotDue("first-response"));
    assertThat(story.seen().nextBy(NOON)).contains(NOON.plusSeconds(86_400));
  }

  @Test
  void whoSaysNothingSeesWhenTheCaseClosesUntilTheTimeIsOverOrTheWaitIs() {
    var closes = new News.Closes("auto-close-waiting-on-customer", LATER);
    var story =
        TrackedStory.opened().happened("WAITING_STARTED", Status.WAITING, null).step("e-1", closes);
    assertThat(story.seen().closesAt(NOON)).contains(LATER);
    assertThat(story.seen().closesAt(LATER)).contains(LATER);
    assertThat(story.seen().closesAt(LATER.plusMillis(1))).isEmpty();
    assertThat(story.seen().nextBy(NOON)).as("what the bank owes").isNotEqualTo(closes.closesAt());
    story.step("e-2", new News.NotDue(closes.clock()));
    assertThat(story.seen().closesAt(NOON)).isEmpty();
  }

  @Test
  void aClosedCaseDoesNotCloseAgain() {
    var story =
        TrackedStory.opened()
            .decided("PAID_OUT")
            .step("e-1", new News.Closes("auto-close-resolved", LATER));
    assertThat(story.seen().closesAt(NOON)).contains(LATER);
    story.step("e-2", new News.Closed());
    assertThat(story.seen().closesAt(NOON)).isEmpty();
  }

  @Test
  void anApologyMovesTheTimeOfTheClockItIsAbout() {
    var story = TrackedStory.opened().told("apology", LATER, "first-response");
    assertThat(story.seen().nextBy(NOON)).contains(LATER);
    assertThat(story.seen().steps())
        .last()
        .extracting(TrackedStep::kind)
        .isEqualTo(Kind.APOLOGISED);
  }

  @Test
  void whoHasItFollowsAssignmentAndIsNobodyAfterAPromotion() {
    var story = TrackedStory.opened().happened("ASSIGNED", Status.OPEN, "李工");
    assertThat(story.seen().standing().agent()).isEqualTo("李工");
    story.wentUp("senior", "clock-breached");
    assertThat(story.seen().standing().agent()).isNull();
    assertThat(story.seen().standing().tier()).isEqualTo("senior");
    assertThat(story.seen().named("senior").in("zh-CN")).isEqualTo("资深客服");
  }

  @Test
  void whatIsOnlyForTheBankMakesNoLine() {
    var story = TrackedStory.opened();
    int lines = story.seen().steps().size();
    story
        .happened("NOTE", Status.OPEN, null)
        .happened("LINKED", Status.OPEN, null)
        .happened("CUSTOMER_INFORMED", Status.OPEN, null)
        .happened("EXTENSION_GRANTED", Status.OPEN, null)
        .step("e-9", new News.Refused("ASSIGNED", "agent-excluded", null))
        .step("e-9", new News.Nothing());
    assertThat(story.seen().steps()).hasSize(lines);
  }

  @Test
  void aRepeatedStepChangesNothing() {
    var story = TrackedStory.opened().happened("AGENT_REPLIED", Status.OPEN, null);
    var before = story.seen();
    story.again(new News.Closed());
    assertThat(story.seen()).isSameAs(before);
  }

  @Test
  void aWishRefusedForTimeCanBeRepeatedFromThenOn() {
    var story =
        TrackedStory.opened()
            .step(
                CustomerRequest.EVENT_PREFIX + "escalate:5",
                new News.Refused("ESCALATION_REQUESTED", "cool-down", LATER));
    assertThat(ESCALATE.refusedBy(story.seen(), LATER.minusMillis(1))).contains(Reason.COOL_DOWN);
    assertThat(ESCALATE.refusedBy(story.seen(), LATER)).isEmpty();
    assertThat(story.seen().steps()).last().extracting(TrackedStep::detail).isEqualTo("cool-down");
  }

  @Test
  void atTheTopNobodyIsAskedForMoreUntilTheCaseMoves() {
    var story =
        TrackedStory.opened()
            .step(
                CustomerRequest.EVENT_PREFIX + "escalate:5",
                new News.Refused("ESCALATION_REQUESTED", "top-tier-reached", null));
    assertThat(ESCALATE.refusedBy(story.seen(), LATER)).contains(Reason.NO_HIGHER_TIER);
    story.wentUp("senior", "clock-breached");
    assertThat(ESCALATE.refusedBy(story.seen(), LATER)).isEmpty();
  }

  @Test
  void somebodyElseCanBeAskedForWhereverAHigherTierCannot() {
    var somebodyElse = new CustomerRequest.Escalate(true);
    for (var refused :
        List.of(
            new News.Refused("ESCALATION_REQUESTED", "cool-down", LATER),
            new News.Refused("ESCALATION_REQUESTED", "top-tier-reached", null))) {
      var story = TrackedStory.opened().step(CustomerRequest.EVENT_PREFIX + "escalate:5", refused);
      assertThat(ESCALATE.refusedBy(story.seen(), NOON)).isPresent();
      assertThat(somebodyElse.refusedBy(story.seen(), NOON)).isEmpty();
      story.decided("PAID_OUT");
      assertThat(somebodyElse.refusedBy(story.seen(), NOON)).contains(Reason.CASE_DONE);
    }
  }

  @Test
  void aSettledCaseThatALawsClockBringsBackIsNoLongerForgotten() {
    var story =
        TrackedStory.opened()
            .decided("PAID_OUT")
            .step("e-1", new News.Closed())
            .step("e-1", new News.Settled(LATER))
            .happened("MILESTONE_REACHED", Status.CLOSED, null);
    assertThat(story.seen().keptUntil()).as("a milestone alone owes nothing").isEqualTo(LATER);
    story.step("e-2", new News.Due("review", LATER.plusSeconds(86_400)));
    assertThat(story.seen().keptUntil()).isNull();
    story
        .step("e-3", new News.NotDue("review"))
        .step("e-3", new News.Settled(LATER.plusSeconds(9)));
    assertThat(story.seen().keptUntil()).isEqualTo(LATER.plusSeconds(9));
  }

  @Test
  void onlyWhatIsDoneIsReopenedOrRatedAndOnlyWhatIsInWorkGoesUp() {
    var story = TrackedStory.opened();
    assertThat(REOPEN.refusedBy(story.seen(), LATER)).contains(Reason.CASE_IN_WORK);
    assertThat(new CustomerRequest.Rate(5).refusedBy(story.seen(), LATER))
        .contains(Reason.CASE_IN_WORK);
    story.decided("PAID_OUT");
    assertThat(REOPEN.refusedBy(story.seen(), LATER)).isEmpty();
    assertThat(new CustomerRequest.Rate(1).refusedBy(story.seen(), LATER)).isEmpty();
    assertThat(ESCALATE.refusedBy(story.seen(), LATER)).contains(Reason.CASE_DONE);
    assertThat(story.seen().nextBy(NOON)).isEmpty();
  }

  @Test
  void aReopenedCaseIsInWorkAgainAndNoLongerForgotten() {
    var story =
        TrackedStory.opened()
            .decided("PAID_OUT")
            .step("e-1", new News.Closed())
            .step("e-1", new News.Settled(LATER));
    assertThat(story.seen().keptUntil()).isEqualTo(LATER);
    story.step("e-2", new News.Reopened());
    assertThat(story.seen().keptUntil()).isNull();
    assertThat(story.seen().standing().status()).isEqualTo(Status.OPEN);
    assertThat(story.seen().standing().outcome()).isNull();
  }

  @Test
  void aTimeThatHasPassedIsNotPromised() {
    var seen = TrackedStory.opened().seen();
    var first = NOON.plusSeconds(3_600);
    assertThat(seen.nextBy(first)).contains(first);
    assertThat(seen.nextBy(first.plusMillis(1))).contains(NOON.plusSeconds(86_400));
  }

  @Test
  void whatEscalationForgetsIsSeenNoMore() {
    var known = TrackedStory.opened().seen();
    var step = new CaseStep(CASE, "C-1001", 99, NOON, "e", "senior", new News.Forgotten());
    assertThat(Tracking.after(known, step)).isNull();
  }

  @Test
  void stepsAreBoundedAndTheOldestLeave() {
    var story = TrackedStory.opened();
    for (int i = 0; i < 3 * TrackedCase.MOST_STEPS; i++) {
      story.happened("AGENT_REPLIED", Status.OPEN, null);
    }
    assertThat(story.seen().steps()).hasSize(TrackedCase.MOST_STEPS);
    assertThat(story.seen().steps())
        .last()
        .extracting(TrackedStep::sequence)
        .isEqualTo(story.seen().sequence());
  }

  @Test
  void whatNobodyOpenedIsNotSeen() {
    var step = new CaseStep(CASE, "C-1", 3, NOON, "e", "senior", new News.Closed());
    assertThat(Tracking.after(null, step)).isNull();
  }

  @Test
  void theSameWishTwiceIsOneEvent() {
    assertThat(ESCALATE.eventId("7")).isEqualTo("track:escalate:7");
    assertThat(new CustomerRequest.Rate(2).eventId("7")).isEqualTo("track:rate:7:2");
  }

  @Test
  void toWishForSomebodyElseIsAnotherWish() {
    assertThat(new CustomerRequest.Escalate(true).eventId("7"))
        .isEqualTo("track:escalate:7:different-agent");
  }
}
