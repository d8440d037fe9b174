package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.SmallLaws.COMPENSATION;
import static io.belay.escalation.domain.lifecycle.SmallLaws.CREDIT_NOTICE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.EACH_DAY;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND_DUE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND_OF_STOLEN;
import static io.belay.escalation.domain.lifecycle.SmallLaws.dueOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.milestone;
import static io.belay.escalation.domain.lifecycle.SmallLaws.minuteOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.opened;
import static io.belay.escalation.domain.lifecycle.SmallLaws.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.statutory.Term;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the law owes once something was done, or was not done in time. */
class StatutoryFollowUpsTest {
  @Test
  void aMilestoneStartsWhatFollowsFromItOnce() {
    var story = opened("other", CREDIT_NOTICE);
    assertThat(story.state().clock("credit-notice")).isEmpty();
    story.event(60, milestone("CREDIT_POSTED"));
    assertThat(dueOf(story, "credit-notice")).isEqualTo(Instant.parse("2026-11-24T23:59:59.999Z"));

    story.event(70, milestone("CREDIT_NOTICE_SENT"));
    story.event(80, milestone("CREDIT_POSTED"));
    assertThat(story.all("started credit-notice")).hasSize(1);
    assertThat(story.all("met credit-notice")).hasSize(1);
  }

  @Test
  void aBreachStartsWhatFollowsFromItAtItsDueTimeAlsoAfterAnOutage() {
    var story = opened("stolen", REFUND_OF_STOLEN, COMPENSATION);
    story.tick(minuteOf(REFUND_DUE) + 5_000);

    assertThat(dueOf(story, "compensation")).isEqualTo(Instant.parse("2026-11-24T23:59:59.999Z"));
    assertThat(story.all("breached compensation")).hasSize(1);
    assertThat(story.all("started compensation")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aCompensationForEachDayIsOwedAgainEachDayUntilItIsDone() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.tick(minuteOf(REFUND_DUE));
    assertThat(dueOf(story, "each-day")).isEqualTo(Instant.parse("2026-11-24T23:59:59.999Z"));
    story.tick(minuteOf(Instant.parse("2026-11-24T23:59:59.999Z")));
    story.tick(minuteOf(Instant.parse("2026-11-25T23:59:59.999Z")));
    assertThat(story.all("breached each-day")).hasSize(2);

    story.event(minuteOf(Instant.parse("2026-11-26T12:00:00Z")), milestone("REFUND_BOOKED"));
    story.tick(minuteOf(Instant.parse("2026-12-30T12:00:00Z")));

    assertThat(story.all("breached each-day")).hasSize(2);
    assertThat(story.all("met each-day")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void afterAnOutageTheDaysOfACompensationAreCounted() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.tick(minuteOf(Instant.parse("2026-11-27T12:00:00Z")));

    var missed =
        story.steps.stream()
            .map(Step::progress)
            .filter(Progress.ClockBreached.class::isInstance)
            .map(Progress.ClockBreached.class::cast)
            .filter(breach -> breach.clock().equals("each-day"))
            .mapToInt(Progress.ClockBreached::missed)
            .sum();
    assertThat(missed).as("24, 25 and 26 November").isEqualTo(3);
    assertThat(dueOf(story, "each-day")).isEqualTo(Instant.parse("2026-11-27T23:59:59.999Z"));
    story.checkInvariants();
  }

  @Test
  void aCompensationForEachDayEndsAlsoWhereItIsToldLate() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.tick(minuteOf(Instant.parse("2026-11-26T12:00:00Z")));
    story.event(minuteOf(Instant.parse("2026-11-25T12:00:00Z")), milestone("REFUND_BOOKED"));
    story.tick(minuteOf(Instant.parse("2026-12-30T12:00:00Z")));

    assertThat(story.state().clock("each-day").orElseThrow().open()).isFalse();
    assertThat(story.all("breached each-day")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void aClosedCaseOwesACompensationForEachDayUntilItIsDone() {
    var story = opened("stolen", REFUND_OF_STOLEN, EACH_DAY);
    story.event(10, new CaseEvent.Closed());
    story.tick(minuteOf(Instant.parse("2026-11-26T12:00:00Z")));
    assertThat(story.all("settled")).isEmpty();

    story.event(minuteOf(Instant.parse("2026-11-26T13:00:00Z")), milestone("REFUND_BOOKED"));

    assertThat(story.all("settled")).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void whatTheLawStartsAfterTheCaseIsOverIsWatchedToItsEnd() {
    double day = 24 * 60;
    var review =
        rule(
            "review",
            Set.of(),
            "REVIEW_DECIDED",
            new Term.CalendarDays(45),
            new After.Milestone("REVIEW_REQUESTED"));
    var story = opened("other", review);
    story.event(20, new CaseEvent.Closed());
    assertThat(story.all("settled")).hasSize(1);
    story.event(60, milestone("REVIEW_REQUESTED"));
    story.tick(60 + 31 * day);
    assertThat(story.forgotten()).as("while the law's clock runs").isFalse();

    story.tick(60 + 46 * day);
    assertThat(story.all("breached review")).hasSize(1);
    assertThat(story.all("settled")).hasSize(2);
    story.checkInvariants();
    story.tick(60 + 77 * day);
    assertThat(story.forgotten()).isTrue();
  }
}
