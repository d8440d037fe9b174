package io.belay.escalation.domain.ledger;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belay.escalation.domain.calendar.Stretch;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.ClockBreached;
import io.belay.escalation.domain.progress.Progress.ClockMet;
import io.belay.escalation.domain.progress.Progress.ClockPaused;
import io.belay.escalation.domain.progress.Progress.ClockResumed;
import io.belay.escalation.domain.progress.Progress.ClockRetargeted;
import io.belay.escalation.domain.progress.Progress.ClockStarted;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final ClockKind KIND = ClockKind.INTERNAL;

  /** 09:00 to 17:00, each day. */
  private static final WorkingCalendar OFFICE =
      WorkingCalendar.in(ZoneOffset.UTC).openDaily("09:00", "17:00").build();

  private static final Instant FOUR = Instant.parse("2026-11-20T16:00:00Z");
  private static final Instant NEXT_TEN = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aNightBetweenIsOffHoursAndTheRestAddsUpToTheTarget() {
    var ledger = ledger(started(FOUR, ofHours(2), NEXT_TEN));

    assertThat(ledger.lines())
        .extracting(Stretch::kind, Stretch::length)
        .containsExactly(
            tuple(Stretch.Kind.RAN, ofHours(1)),
            tuple(Stretch.Kind.OFF_HOURS, ofHours(16)),
            tuple(Stretch.Kind.RAN, ofHours(1)));
    assertThat(ledger.ran()).isEqualTo(ofHours(2)).isEqualTo(ledger.target());
    assertThat(ledger.lines().getLast().to()).isEqualTo(ledger.dueAt());
  }

  @Test
  void aPauseIsALineWithItsReason() {
    var paused = FOUR.plus(ofMinutes(10));
    var resumed = FOUR.plus(ofMinutes(40));
    var due = NEXT_TEN.plus(ofMinutes(30));

    var ledger =
        ledger(
            started(FOUR, ofHours(2), NEXT_TEN),
            new ClockPaused("c", KIND, paused, ofMinutes(110), NEXT_TEN, "CUSTOMER"),
            new ClockResumed("c", KIND, resumed, due, List.of(), "WAITING_ENDED"));

    assertThat(ledger.lines().get(1))
        .isEqualTo(new Stretch(Stretch.Kind.PAUSED, paused, resumed, "CUSTOMER"));
    assertThat(ledger.dueAt()).isEqualTo(due);
    assertThat(ledger.ran()).isEqualTo(ofHours(2));
  }

  @Test
  void whileItIsPausedOnlyWhatRanIsTold() {
    var paused = FOUR.plus(ofMinutes(10));

    var ledger =
        ledger(
            started(FOUR, ofHours(2), NEXT_TEN),
            new ClockPaused("c", KIND, paused, ofMinutes(110), NEXT_TEN, "CUSTOMER"));

    assertThat(ledger.ran()).isEqualTo(ofMinutes(10));
    assertThat(ledger.lines().getLast().to()).isEqualTo(paused);
  }

  @Test
  void whatWasMetInTimeIsToldUntilThen() {
    var met = new ClockMet("c", KIND, FOUR.plus(ofMinutes(20)), NEXT_TEN, false);

    assertThat(ledger(started(FOUR, ofHours(2), NEXT_TEN), met).ran()).isEqualTo(ofMinutes(20));
  }

  @Test
  void whatWasMetBeforeAPauseThatWasReportedFirstHasNoPause() {
    var paused = FOUR.plus(ofMinutes(10));

    var ledger =
        ledger(
            started(FOUR, ofHours(2), NEXT_TEN),
            new ClockPaused("c", KIND, paused, ofMinutes(110), NEXT_TEN, "CUSTOMER"),
            new ClockMet("c", KIND, FOUR.plus(ofMinutes(5)), NEXT_TEN, false));

    assertThat(ledger.lines())
        .extracting(Stretch::kind, Stretch::length)
        .containsExactly(tuple(Stretch.Kind.RAN, ofMinutes(5)));
  }

  @Test
  void whatWasMetTooLateHadUsedItsTimeAtTheDueTime() {
    var ledger =
        ledger(
            started(FOUR, ofHours(2), NEXT_TEN),
            new ClockBreached("c", KIND, NEXT_TEN, NEXT_TEN, 1),
            new ClockMet("c", KIND, NEXT_TEN.plus(ofHours(1)), NEXT_TEN, true));

    assertThat(ledger.ran()).isEqualTo(ofHours(2));
    assertThat(ledger.lines().getLast().to()).isEqualTo(NEXT_TEN);
  }

  @Test
  void anotherTargetIsExplainedFromTheStart() {
    var due = NEXT_TEN.plus(ofHours(1));

    var ledger =
        ledger(
            started(FOUR, ofHours(2), NEXT_TEN),
            new ClockRetargeted(
                "c",
                KIND,
                FOUR.plus(ofMinutes(5)),
                ofHours(3),
                NEXT_TEN,
                due,
                List.of(),
                "retroactive"));

    assertThat(ledger.target()).isEqualTo(ofHours(3));
    assertThat(ledger.ran()).isEqualTo(ofHours(3));
  }

  @Test
  void onlyTheLatestPeriodCountsAndOtherClocksDoNot() {
    var again = Instant.parse("2026-11-21T12:00:00Z");
    var ledger =
        ledger(
            started(FOUR, ofHours(2), NEXT_TEN),
            new ClockPaused("other", KIND, FOUR, ofHours(1), NEXT_TEN, "CUSTOMER"),
            started(again, ofHours(1), again.plus(ofHours(1))));

    assertThat(ledger.startedAt()).isEqualTo(again);
    assertThat(ledger.lines()).hasSize(1);
  }

  @Test
  void aClockThatNeverStartedHasNone() {
    assertThat(Ledger.of(List.of(), "c", OFFICE)).isEmpty();
  }

  private static ClockStarted started(Instant at, Duration target, Instant dueAt) {
    return new ClockStarted("c", KIND, at, target, dueAt, List.of(), 1);
  }

  private static Ledger ledger(Progress... progress) {
    var steps = new ArrayList<Step>();
    for (var each : progress) {
      steps.add(
          new Step(
              "C-1", "K-1", steps.size() + 1, FOUR, new Step.Cause.ByEvent("e"), null, null, each));
    }
    return Ledger.of(steps, "c", OFFICE).orElseThrow();
  }
}
