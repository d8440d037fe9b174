package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL_DUE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL_RESPONSE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND_DUE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND_OF_STOLEN;
import static io.belay.escalation.domain.lifecycle.SmallLaws.dueOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.milestone;
import static io.belay.escalation.domain.lifecycle.SmallLaws.minuteOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.opened;
import static io.belay.escalation.domain.lifecycle.SmallLaws.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.statutory.Term;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clocks that a law sets: what ends them, and what does not. */
class StatutoryClocksTest {
  @Test
  void itRunsBesideTheInternalClocksUntilTheEndOfItsLastBusinessDay() {
    var story = opened("other", FINAL_RESPONSE);

    assertThat(dueOf(story, FINAL)).isEqualTo(FINAL_DUE);
    assertThat(story.state().clock(FINAL).orElseThrow().kind()).isEqualTo(ClockKind.STATUTORY);
    assertThat(story.state().clock("first-response")).isPresent();
    story.checkInvariants();
  }

  @Test
  void itStandsStillForNobody() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER));
    story.event(300, new CaseEvent.CustomerReplied());

    assertThat(story.all("paused " + FINAL)).isEmpty();
    assertThat(dueOf(story, FINAL)).isEqualTo(FINAL_DUE);
  }

  @Test
  void neitherResolvingNorClosingEndsIt() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());

    assertThat(story.state().clock(FINAL).orElseThrow().running()).isTrue();
    assertThat(story.all("settled")).isEmpty();
    assertThat(story.state().wakeUpAt()).contains(FINAL_DUE);
  }

  @Test
  void aClosedCaseSettlesWhenTheMilestoneEndsIt() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.event(30, milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("met " + FINAL)).hasSize(1);
    assertThat(story.all("settled")).hasSize(1);
  }

  @Test
  void aClosedCaseClimbsWhenTheLawIsBrokenAndSettlesThen() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Closed());
    story.tick(minuteOf(FINAL_DUE) + 1);

    assertThat(story.all("breached " + FINAL)).hasSize(1);
    assertThat(story.all("promoted")).hasSize(1);
    assertThat(story.all("settled")).hasSize(1);
    assertThat(story.all("started tier-response")).isEmpty();
    story.checkInvariants();
  }

  @Test
  void theMillisecondOfTheDueTimeStillKeepsIt() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(1, new CaseEvent.AgentReplied());
    story.event(minuteOf(FINAL_DUE), milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("met " + FINAL)).hasSize(1);
    assertThat(story.all("breached " + FINAL)).isEmpty();
  }

  @Test
  void anAnswerAfterTheBreachIsSaidToBeLate() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(minuteOf(FINAL_DUE) + 1, milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("breached " + FINAL)).hasSize(1);
    assertThat(story.all("late " + FINAL)).hasSize(1);
  }

  @Test
  void aReclassificationNeverDropsIt() {
    var story = opened("stolen", FINAL_RESPONSE, REFUND_OF_STOLEN);
    story.event(10, new CaseEvent.Reclassified("other", null, null, null));

    assertThat(story.state().clock(REFUND).orElseThrow().running()).isTrue();
    assertThat(dueOf(story, REFUND)).isEqualTo(REFUND_DUE);
  }

  @Test
  void aReclassificationStartsItFromTheOpeningAndItMayBeOverdueAtOnce() {
    var story = opened("other", FINAL_RESPONSE, REFUND_OF_STOLEN);
    assertThat(story.state().clock(REFUND)).isEmpty();
    double late = minuteOf(REFUND_DUE) + 60;
    story.event(late, new CaseEvent.Reclassified("stolen", null, null, null));
    story.tick(late);

    assertThat(dueOf(story, REFUND)).isEqualTo(REFUND_DUE);
    assertThat(story.all("breached " + REFUND)).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aReclassificationThereAndBackStartsItOnce() {
    var story = opened("stolen", REFUND_OF_STOLEN);
    story.event(10, milestone("REFUND_BOOKED"));
    story.event(20, new CaseEvent.Reclassified("other", null, null, null));
    story.event(30, new CaseEvent.Reclassified("stolen", null, null, null));

    assertThat(story.all("started " + REFUND)).hasSize(1);
  }

  @Test
  void aReopeningStartsNoLawAgain() {
    var story = opened("other", FINAL_RESPONSE);
    story.event(5, milestone("FINAL_RESPONSE_SENT"));
    story.event(10, new CaseEvent.Resolved("REFUNDED"));
    story.event(20, new CaseEvent.Reopened());

    assertThat(story.all("started " + FINAL)).hasSize(1);
    assertThat(story.state().clock(FINAL).orElseThrow().running()).isFalse();
  }

  @Test
  void onlyALawInForceOnTheDayOfTheOpeningBinds() {
    var until =
        rule(
            "old",
            Set.of(),
            "DONE",
            new Term.CalendarDays(90),
            null,
            new InForce(null, LocalDate.of(2026, 11, 19)));
    var from =
        rule(
            "new",
            Set.of(),
            "DONE",
            new Term.CalendarDays(45),
            null,
            new InForce(LocalDate.of(2026, 11, 20), null));
    var story = opened("other", until, from);

    assertThat(story.state().clock("old")).isEmpty();
    assertThat(dueOf(story, "new")).isEqualTo(Instant.parse("2027-01-04T23:59:59.999Z"));
  }
}
