package io.belay.escalation.domain.lifecycle;

import static io.belay.escalation.domain.lifecycle.SmallLaws.COMPENSATION;
import static io.belay.escalation.domain.lifecycle.SmallLaws.CREDIT_NOTICE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.EACH_DAY;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL_DUE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.FINAL_RESPONSE;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND;
import static io.belay.escalation.domain.lifecycle.SmallLaws.REFUND_OF_STOLEN;
import static io.belay.escalation.domain.lifecycle.SmallLaws.milestone;
import static io.belay.escalation.domain.lifecycle.SmallLaws.minuteOf;
import static io.belay.escalation.domain.lifecycle.SmallLaws.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Milestones that are reported in another order than they were reached in. */
class LateMilestonesTest {
  @Test
  void whatWasDoneInItsTimeEndsAClockThatTheCaseGetsLater() {
    double day = 24 * 60;
    var story = opened("other", REFUND_OF_STOLEN);
    story.event(60, milestone("REFUND_BOOKED"));
    story.event(6 * day, new CaseEvent.Reclassified("stolen", null, null, null));
    story.tick(7 * day);

    assertThat(story.all("met " + REFUND)).containsExactly("met refund @60");
    assertThat(story.all("breached " + REFUND)).isEmpty();
    story.checkInvariants();
  }

  @Test
  void whatWasDoneTooLateIsABreachWithAllThatFollowsInAnyOrderOfReports() {
    double day = 24 * 60;
    var inOrder = opened("stolen", REFUND_OF_STOLEN, COMPENSATION, EACH_DAY);
    inOrder.tick(5 * day - 1);
    inOrder.event(5 * day, milestone("REFUND_BOOKED"));
    inOrder.tick(7 * day);
    var corrected = opened("other", REFUND_OF_STOLEN, COMPENSATION, EACH_DAY);
    corrected.event(5 * day, milestone("REFUND_BOOKED"));
    corrected.event(6 * day, new CaseEvent.Reclassified("stolen", null, null, null));
    corrected.tick(7 * day);

    for (var kind :
        List.of(
            "breached " + REFUND,
            "late " + REFUND,
            "started compensation",
            "breached compensation",
            "started each-day",
            "breached each-day",
            "met each-day")) {
      assertThat(corrected.all(kind)).as(kind).isEqualTo(inOrder.all(kind)).isNotEmpty();
    }
    corrected.checkInvariants();
    inOrder.checkInvariants();
  }

  @Test
  void whatIsReportedInTheWrongOrderEndsTheClockAllTheSame() {
    var story = opened("other", CREDIT_NOTICE);
    story.event(60, milestone("CREDIT_NOTICE_SENT"));
    story.report(
        new ReportedEvent(
            "late", "C-1", "K-1", CaseStory.minute(30), null, milestone("CREDIT_POSTED")),
        70);

    assertThat(story.all("started credit")).hasSize(1);
    assertThat(story.all("met credit")).containsExactly("met credit-notice @60");
    story.checkInvariants();
  }

  @Test
  void whatWasDoneBeforeItBeganDoesNotEndIt() {
    var story = opened("other", CREDIT_NOTICE);
    story.event(10, milestone("CREDIT_NOTICE_SENT"));
    story.event(30, milestone("CREDIT_POSTED"));

    assertThat(story.state().clock("credit-notice").orElseThrow().running()).isTrue();
  }

  @Test
  void whatWasDoneAgainCountsInAnyOrderOfReports() {
    for (var reports : List.of(List.of(10, 60), List.of(60, 10))) {
      var story = opened("other", CREDIT_NOTICE);
      reports.forEach(minute -> story.event(minute, milestone("CREDIT_NOTICE_SENT")));
      story.report(
          new ReportedEvent(
              "late", "C-1", "K-1", CaseStory.minute(30), null, milestone("CREDIT_POSTED")),
          70);
      story.tick(minuteOf(Instant.parse("2026-11-25T00:00:00Z")));

      assertThat(story.all("met credit")).containsExactly("met credit-notice @60");
      assertThat(story.all("breached credit")).isEmpty();
      story.checkInvariants();
    }
  }

  @Test
  void ofManyReportsTheFirstInItsTimeCountsInAnyOrder() {
    double tooLate = 6 * 24 * 60;
    for (var reports :
        List.of(
            List.of(10.0, 60.0, tooLate),
            List.of(10.0, tooLate, 60.0),
            List.of(60.0, 10.0, tooLate),
            List.of(60.0, tooLate, 10.0),
            List.of(tooLate, 10.0, 60.0),
            List.of(tooLate, 60.0, 10.0))) {
      var story = opened("other", CREDIT_NOTICE);
      reports.forEach(minute -> story.event(minute, milestone("CREDIT_NOTICE_SENT")));
      story.report(
          new ReportedEvent(
              "late", "C-1", "K-1", CaseStory.minute(30), null, milestone("CREDIT_POSTED")),
          tooLate);
      story.tick(tooLate);

      assertThat(story.all("met credit"))
          .as("%s", reports)
          .containsExactly("met credit-notice @60");
      assertThat(story.all("breached credit")).as("%s", reports).isEmpty();
      story.checkInvariants();
    }
  }

  /** What begins late has mostly begun of late. */
  @Test
  void ofMoreReportsThanAreKeptTheFirstAndTheLatestCount() {
    var story = opened("other", CREDIT_NOTICE);
    for (int minute = 100; minute > 0; minute--) {
      story.event(minute, milestone("CREDIT_NOTICE_SENT"));
    }

    var milestones = story.state().history().milestones();
    var reached = milestones.find("CREDIT_NOTICE_SENT").orElseThrow();
    assertThat(reached.at()).isEqualTo(CaseStory.minute(1));
    assertThat(reached.later())
        .hasSize(Milestones.Reached.MOST_LATER)
        .isSorted()
        .startsWith(CaseStory.minute(81))
        .endsWith(CaseStory.minute(100));
    story.checkInvariants();
  }

  @Test
  void aReportInTimeCorrectsTheBreachAlsoWhereALateOneCameFirst() {
    var story = opened("other", FINAL_RESPONSE);
    double tooLate = minuteOf(FINAL_DUE) + 1;
    story.event(tooLate, milestone("FINAL_RESPONSE_SENT"));
    assertThat(story.all("late " + FINAL)).hasSize(1);

    story.event(60, milestone("FINAL_RESPONSE_SENT"));

    assertThat(story.all("breached " + FINAL)).hasSize(1);
    assertThat(story.all("corrected " + FINAL)).hasSize(1);
    story.checkInvariants();
  }
}
