package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.CaseStory.minute;
import static io.belay.escalation.domain.lifecycle.CaseStory.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.MessageClass;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Actor CUSTOMER = Actor.of(Actor.Kind.CUSTOMER);
  private static final Actor LI = new Actor(Actor.Kind.AGENT, "A-17", "Li", "front");
  private static final double ONE_MILLI = 1.0 / 60_000;
  private static final CaseEvent REPLY = new CaseEvent.AgentReplied();

  @Test
  void openingStartsTheClocksAndAcknowledges() {
    var story = opened("other");

    assertThat(story.news())
        .containsExactly(
            "accepted front-line @0",
            "started first-response due 60 @0",
            "started next-update due 120 @0",
            "started resolution due 1440 @0",
            "told acknowledgement @0");
    assertThat(story.state().wakeUpAt()).contains(minute(45));
  }

  @Test
  void anUnknownCategoryOpensUnderTheFallback() {
    var story = opened("no such trouble");

    assertThat(story.state().profile().category()).isEqualTo("other");
    var accepted = (Progress.CaseAccepted) story.steps.getFirst().progress();
    assertThat(accepted.reportedCategory()).isEqualTo("no such trouble");
  }

  @Test
  void seriousCategoryStartsHighAndUrgent() {
    var story = opened("stolen");

    assertThat(story.state().placement().tier()).isEqualTo("specialist");
    var told = (Progress.FollowUpDue) story.steps.getLast().progress();
    assertThat(told.messageClass()).isEqualTo(MessageClass.URGENT);
  }

  @Test
  void nothingHappensAMillisecondBeforeTheDueTime() {
    var story = opened("other");
    story.tick(45);
    story.news();

    assertThat(story.tick(60 - ONE_MILLI).steps()).isEmpty();
    story.tick(60);
    assertThat(story.news())
        .startsWith("breached first-response missed 1 @60", "promoted senior clock-breached @60");
  }

  @Test
  void anAnswerExactlyAtTheDueTimeKeepsThePromise() {
    var story = opened("other");
    story.event(60, REPLY, LI);

    assertThat(story.all("met first-response")).containsExactly("met first-response @60");
    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("promoted")).isEmpty();
  }

  @Test
  void anAnswerAMillisecondLateFindsTheCaseOneTierHigher() {
    var story = opened("other");
    story.event(60 + ONE_MILLI, REPLY, LI);

    assertThat(story.all("breached")).containsExactly("breached first-response missed 1 @60");
    assertThat(story.all("promoted")).containsExactly("promoted senior clock-breached @60");
    assertThat(story.all("late")).containsExactly("late first-response @60");
    assertThat(story.state().clock("tier-response").orElseThrow().open()).isFalse();
  }

  @Test
  void overdueCaseClimbsEachTierOnceInOrderAtItsBusinessTimes() {
    var story = opened("other");
    story.tick(10_000);

    assertThat(story.all("promoted"))
        .containsExactly(
            "promoted senior clock-breached @60",
            "promoted specialist clock-breached @90",
            "promoted complaints-office clock-breached @120");
    assertThat(story.all("exhausted"))
        .containsExactly("exhausted complaints-office @150", "exhausted complaints-office @1440");
    assertThat(story.tick(10_000).steps()).isEmpty();
    story.checkInvariants();
  }

  @Test
  void afterAnOutageTheCustomerReadsOneMessageNotTen() {
    var story = opened("other");
    story.news();
    story.tick(149);

    assertThat(story.all("told")).containsExactly("told acknowledgement @0", "told promotion @120");
  }

  @Test
  void ticksBetweenGiveTheSameRungsAsOneTickAfterwards() {
    var watched = opened("other");
    for (int m = 1; m <= 2000; m++) {
      watched.tick(m);
    }
    var slept = opened("other");
    slept.tick(2000);

    assertThat(slept.all("promoted")).isEqualTo(watched.all("promoted"));
    assertThat(slept.state().placement()).isEqualTo(watched.state().placement());
    assertThat(slept.state().clock("next-update").orElseThrow().stint().dueAt())
        .isEqualTo(watched.state().clock("next-update").orElseThrow().stint().dueAt());
  }

  @Test
  void aRecurringClockOverdueManyPeriodsBreachesOnceWithTheirNumber() {
    var story = opened("other");
    story.tick(600);

    assertThat(story.all("breached next-update"))
        .containsExactly("breached next-update missed 5 @120");
    assertThat(story.all("started next-update"))
        .containsExactly("started next-update due 120 @0", "started next-update due 720 @600");
  }

  @Test
  void theCustomerHearsOfAMissBeforeItHappensWithANewTime() {
    var story = opened("other");
    story.tick(45);

    var told = (Progress.FollowUpDue) story.steps.getLast().progress();
    assertThat(told.messageType()).isEqualTo("apology");
    assertThat(told.facts().why().reason()).isEqualTo("first-response");
    assertThat(told.facts().expectedBy()).isEqualTo(minute(90));
    assertThat(story.tick(46).steps()).isEmpty();
  }

  @Test
  void theFirstAnswerMeetsFirstResponseAndStartsTheNextUpdateAnew() {
    var story = opened("other");
    story.event(30, REPLY, LI);

    assertThat(story.all("met first-response")).hasSize(1);
    assertThat(story.all("started next-update"))
        .containsExactly("started next-update due 120 @0", "started next-update due 150 @30");
    story.tick(149);
    assertThat(story.all("breached")).isEmpty();
  }

  @Test
  void aPausedClockStandsStillAndGoesOnWithWhatWasLeft() {
    var story = opened("other");
    story.event(30, REPLY, LI);
    story.event(60, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    assertThat(story.all("paused"))
        .containsExactly("paused next-update left 90 @60", "paused resolution left 1380 @60");
    story.tick(300);
    story.event(360, new CaseEvent.CustomerReplied());

    assertThat(story.all("resumed"))
        .containsExactly("resumed next-update due 450 @360", "resumed resolution due 1740 @360");
    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("told action-needed")).hasSize(1);
  }

  @Test
  void aWaitEndsByItselfAfterItsLongestTime() {
    var story = opened("other");
    story.event(30, REPLY, LI);
    story.event(60, new CaseEvent.WaitingStarted(WaitingOn.OTHER));
    story.tick(121);

    assertThat(story.all("recorded WAITING_EXPIRED"))
        .containsExactly("recorded WAITING_EXPIRED @120");
    assertThat(story.all("resumed next-update"))
        .containsExactly("resumed next-update due 210 @120");
    assertThat(story.state().status()).isEqualTo(new Progress.Status.Open());
  }

  @Test
  void theSameEventTwiceChangesNothing() {
    var story = opened("other");
    story.event("same", 30, REPLY, LI);
    var again = story.event("same", 40, REPLY, LI);

    assertThat(again.outcome()).isEqualTo(Decision.Outcome.REPEATED);
    assertThat(again.steps()).isEmpty();
  }

  @Test
  void anEventForACaseNobodyOpenedIsRejectedAndNothingIsKept() {
    var story = new CaseStory(SmallPack.PACK);
    var decision = story.event(0, REPLY, LI);

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.REJECTED);
    assertThat(decision.steps()).singleElement().matches(step -> step.sequence() == 0);
    assertThat(decision.state()).isEmpty();
  }

  @Test
  void customersClimbOnceInACoolDown() {
    var story = opened("other");
    var wish = new CaseEvent.EscalationRequested(false);
    story.event(10, wish, CUSTOMER);
    story.event(20, wish, CUSTOMER);
    story.event(20, wish, LI);
    story.event(130, wish, CUSTOMER);

    assertThat(story.all("promoted").subList(0, 2))
        .containsExactly(
            "promoted senior customer-request @10", "promoted specialist agent-request @20");
    assertThat(story.all("rejected"))
        .containsExactly("rejected cool-down @20", "rejected top-tier-reached @130");
  }

  @Test
  void aDifferentAgentIsHonoured() {
    var story = opened("other");
    story.event(1, new CaseEvent.Assigned(null, null, LI));
    story.event(2, new CaseEvent.EscalationRequested(true), CUSTOMER);
    story.event(3, new CaseEvent.Assigned(null, null, LI));

    assertThat(story.all("rejected")).containsExactly("rejected agent-excluded @3");
    assertThat(story.state().placement().handledBy()).isEqualTo(Progress.Handler.NOBODY);
  }

  @Test
  void complaintNeverReturnsToItsSubjectOrTheTeam() {
    var story = opened("other");
    story.event(1, new CaseEvent.Assigned(null, null, LI));
    story.event(2, new CaseEvent.ComplaintRaised(true, "A-17", "front"));

    assertThat(story.state().placement().handledBy()).isEqualTo(Progress.Handler.NOBODY);
    story.event(3, new CaseEvent.Assigned(null, null, LI));
    var colleague = new Actor(Actor.Kind.AGENT, "A-18", "Wu", "front");
    story.event(4, new CaseEvent.Assigned(null, null, colleague));
    assertThat(story.all("rejected"))
        .containsExactly("rejected agent-excluded @3", "rejected agent-excluded @4");
  }

  @Test
  void resolvingStopsTheClocksWithoutAMiss() {
    var story = opened("other");
    story.event(30, REPLY, LI);
    story.event(100, new CaseEvent.Resolved("REFUNDED"));
    story.tick(5000);

    assertThat(story.all("met resolution")).hasSize(1);
    assertThat(story.all("voided next-update")).containsExactly("voided next-update resolved @100");
    assertThat(story.all("breached")).isEmpty();
    assertThat(story.all("told result")).hasSize(1);
  }

  @Test
  void aClosedCaseNeverEscalatesAndIsForgottenAtItsTime() {
    var story = opened("other");
    story.event(10, new CaseEvent.Closed());
    story.tick(40_000);
    assertThat(story.all("promoted")).isEmpty();
    assertThat(story.all("settled")).containsExactly("settled @10");

    story.event(100, REPLY, LI);
    assertThat(story.all("rejected")).containsExactly("rejected case-closed @100");
    assertThat(story.tick(10 + 30 * 24 * 60).outcome()).isEqualTo(Decision.Outcome.FORGOTTEN);
    assertThat(story.forgotten()).isTrue();
  }

  @Test
  void aReopenedCaseContinuesOrResetsAsEachClockSays() {
    var story = opened("other");
    story.event(30, REPLY, LI);
    story.event(60, new CaseEvent.Resolved("REFUNDED"));
    story.event(500, new CaseEvent.Reopened());

    assertThat(story.all("started resolution"))
        .containsExactly("started resolution due 1440 @0", "started resolution due 1880 @500");
    assertThat(story.all("started next-update")).contains("started next-update due 620 @500");
    assertThat(story.all("reopened")).containsExactly("reopened 1 @500");
    story.checkInvariants();
  }

  @Test
  void aHigherPriorityShortensTheClocksAndKeepsTheTimeUsed() {
    var story = opened("other");
    story.event(15, new CaseEvent.Reclassified(null, "P1", null, null));

    assertThat(story.all("retargeted first-response"))
        .containsExactly("retargeted first-response due 20 @15");
    story.tick(20);
    assertThat(story.all("breached first-response"))
        .containsExactly("breached first-response missed 1 @20");
  }

  @Test
  void aPauseSurvivesAChangeOfPriority() {
    var story = opened("other");
    story.event(30, REPLY, LI);
    story.event(60, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(100, new CaseEvent.Reclassified(null, "P1", null, null));
    story.tick(500);
    assertThat(story.all("breached")).isEmpty();
    story.event(600, new CaseEvent.WaitingEnded());

    assertThat(story.all("resumed resolution")).containsExactly("resumed resolution due 780 @600");
  }

  @Test
  void aDeliveredMessageIsNewsIfThePackSaysSo() {
    var story = opened("other");
    story.event(50, new CaseEvent.CustomerInformed("acknowledgement", true));
    story.event(55, new CaseEvent.CustomerInformed("promotion", true));

    assertThat(story.all("met next-update")).containsExactly("met next-update @55");
  }

  @Test
  void whoHandsACaseDownByHandNamesALowerTier() {
    var story = opened("stolen");
    story.event(1, new CaseEvent.Deescalated("complaints-office"));
    story.event(2, new CaseEvent.Deescalated(null));

    assertThat(story.all("rejected")).containsExactly("rejected tier-not-lower @1");
    assertThat(story.all("demoted")).containsExactly("demoted senior @2");
  }

  @Test
  void anotherCustomersEventIsRejected() {
    var story = opened("other");
    var foreign = new ReportedEvent("x", "C-1", "K-2", minute(1), null, REPLY);
    var decision = Lifecycle.decide(Optional.of(story.state()), foreign, SmallPack.PACK, minute(1));

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.REJECTED);
    assertThat(decision.steps().getLast().progress())
        .isInstanceOfSatisfying(
            Progress.EventRejected.class,
            no -> {
              assertThat(no.reason()).isEqualTo(Progress.Reason.CUSTOMER_MISMATCH);
              assertThat(no.message()).startsWith("Expected case 'C-1' ");
            });
  }

  @Test
  void aWarningThatIsDueWhenAPauseBeginsIsGivenOnce() {
    for (boolean givenBefore : new boolean[] {true, false}) {
      var story = CaseStory.opened("other");
      story.event(0, new CaseEvent.AgentReplied());
      double warning = 23 * 60;
      if (givenBefore) {
        story.tick(warning);
      }
      story.event(warning, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
      story.event(warning + 20, new CaseEvent.CustomerReplied());
      story.tick(warning + 21);

      assertThat(story.all("warned resolution"))
          .containsExactly("warned resolution @" + (givenBefore ? 1380 : 1400));
      story.checkInvariants();
    }
  }
}
