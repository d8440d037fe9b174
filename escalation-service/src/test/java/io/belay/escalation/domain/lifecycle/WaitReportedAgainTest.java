package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A wait for the customer may last ten hours; systems report it again and again. */
class WaitReportedAgainTest {
  private static final double LONGEST = 600;
  private static final CaseEvent WAITS = new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER);

  private static CaseStory waiting() {
    var story = new CaseStory(SmallPack.and(AutoCloseTest.UNANSWERED));
    story.open("other");
    story.event(5, new CaseEvent.AgentReplied());
    story.event(100, WAITS);
    return story;
  }

  private static Instant endOf(CaseStory story) {
    return ((Status.Waiting) story.state().status()).until();
  }

  @Test
  void itEndsWhenItWouldHaveEnded() {
    var story = waiting();
    for (int minute = 200; minute <= 400; minute += 100) {
      story.event(minute, WAITS);
      assertThat(endOf(story)).isEqualTo(CaseStory.minute(100 + LONGEST));
    }
    story.checkInvariants();
  }

  @Test
  void theCustomerIsToldOnceAndHasNoMoreTimeToAnswer() {
    var story = waiting();
    story.event(300, WAITS);
    story.tick(500);

    assertThat(story.all("told action-needed")).containsExactly("told action-needed @100");
    assertThat(story.all("started auto-close")).hasSize(1);
    assertThat(story.all("closed")).containsExactly("closed @500");
    story.checkInvariants();
  }

  @Test
  void withoutALimitOfTheCustomersTimeTheyAreToldOnceToo() {
    var story = CaseStory.opened("other");
    story.event(100, WAITS);
    story.event(300, WAITS);
    story.tick(100 + LONGEST);

    assertThat(story.all("told action-needed")).hasSize(1);
    assertThat(story.all("recorded WAITING_EXPIRED")).hasSize(1);
    assertThat(story.state().clock("resolution").map(Clock::running)).contains(true);
    story.checkInvariants();
  }

  @Test
  void aWaitForSomebodyElseIsANewOne() {
    var story = waiting();
    story.event(200, new CaseEvent.WaitingStarted(WaitingOn.MERCHANT));
    assertThat(endOf(story)).isEqualTo(CaseStory.minute(200 + 300));
    story.event(250, WAITS);

    assertThat(endOf(story)).isEqualTo(CaseStory.minute(250 + LONGEST));
    assertThat(story.all("told action-needed")).hasSize(2);
  }

  @Test
  void afterAnAnswerTheCustomerIsAskedAnew() {
    var story = waiting();
    story.event(200, new CaseEvent.CustomerReplied());
    story.event(250, WAITS);

    assertThat(endOf(story)).isEqualTo(CaseStory.minute(250 + LONGEST));
    assertThat(story.all("told action-needed")).hasSize(2);
  }

  /** They called and nobody answered: their time to answer had ended, though the case waits on. */
  @Test
  void whoWasHeardOfInTheWaitIsAskedAnewUntilItsEnd() {
    var story = waiting();
    story.event(200, new CaseEvent.ContactMissed(true, 1), Actor.of(Actor.Kind.CUSTOMER));
    story.event(250, WAITS);

    assertThat(endOf(story)).isEqualTo(CaseStory.minute(100 + LONGEST));
    assertThat(story.all("told action-needed")).hasSize(2);
    assertThat(story.all("started auto-close")).hasSize(2);
    story.checkInvariants();
  }

  @Test
  void oneThatBeganEarlierThanWasKnownEndsEarlier() {
    var story = waiting();
    story.event(60, WAITS);

    assertThat(endOf(story)).isEqualTo(CaseStory.minute(60 + LONGEST));
  }
}
