package io.belay.escalation.stream;

import static io.belay.escalation.stream.Bank.NOON;
import static io.belay.escalation.stream.Expected.breached;
import static io.belay.escalation.stream.Expected.exhausted;
import static io.belay.escalation.stream.Expected.met;
import static io.belay.escalation.stream.Expected.promoted;
import static io.belay.escalation.stream.Expected.rejected;
import static io.belay.escalation.stream.Expected.warned;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision.Outcome;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.escalation.domain.lifecycle.Fold;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Reason;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.queue.QueueCounts.Line;
import io.belay.events.AgentReplied;
import io.belay.events.Closed;
import io.belay.events.Noted;
import io.belay.events.Resolved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseLifeTest {
  @TempDir Path dir;

  private Bank bank;

  @BeforeEach
  void open() {
    bank = new Bank(dir);
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void anUnansweredCaseIsWarnedAboutAndClimbs() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));

    bank.waits(ofMinutes(30));

    bank.expects(
            warned("C-1", "first-response"),
            breached("C-1", "first-response"),
            promoted("C-1", "front-line", "senior"))
        .andNothingElse();
  }

  @Test
  void nothingIsDecidedAMillisecondBeforeItIsDue() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));

    bank.waits(ofMinutes(24).minusMillis(1));
    bank.expects().andNothingElse();
    bank.jumps(ofMillis(1));
    bank.jumps(ofMillis(50));
    bank.expects(warned("C-1", "first-response")).andNothingElse();
  }

  @Test
  void anAnswerInTimeKeepsThePromise() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.waits(ofMinutes(10));

    bank.reports("C-1", new AgentReplied());
    bank.waits(ofHours(1));

    bank.expects(met("C-1", "first-response")).andNothingElse();
  }

  @Test
  void anAnswerThatTheTickOvertookStillCountsWhenItWasReportedBeforeTheTick() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.waits(ofMinutes(29));
    bank.expects(warned("C-1", "first-response"));

    bank.reports("C-1", new AgentReplied(), NOON.plusSeconds(30 * 60));

    bank.expects(met("C-1", "first-response")).andNothingElse();
  }

  @Test
  void afterAnOutageOverdueTiersAreClimbedOnceAndInOrder() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));

    bank.jumps(ofHours(3));
    bank.waits(ofSeconds(5));

    var climbed =
        bank.steps().stream()
            .map(Step::progress)
            .filter(p -> p instanceof Progress.TierPromoted)
            .map(p -> ((Progress.TierPromoted) p).to())
            .toList();
    assertThat(climbed).containsExactly("senior", "specialist");
  }

  @Test
  void aCaseAtTheTopHasNowhereToClimb() {
    bank.opens(aCase("C-1").category("unauthorised-transaction"));

    bank.waits(ofMinutes(10));

    bank.expects(
            warned("C-1", "first-response"), breached("C-1", "first-response"), exhausted("C-1"))
        .andNothingElse();
  }

  @Test
  void anEventOfACaseThatNobodyOpenedIsRejected() {
    bank.reports("C-9", new Noted());
    bank.expects().andNothingElse();

    bank.jumps(EarlyEvents.LONGEST_WAIT);
    bank.expects().andNothingElse();
    bank.jumps(ofMillis(1));
    bank.jumps(ofMillis(50));

    bank.expects(rejected("C-9", Reason.CASE_UNKNOWN)).andNothingElse();
    assertThat(bank.stored("C-9")).isEmpty();
  }

  @Test
  void anEventThatCameBeforeTheOpeningOfItsCaseIsDecidedAfterIt() {
    var later = NOON.plusSeconds(2);
    bank.reports("C-1", new Noted(), NOON.plusSeconds(1));
    bank.jumps(ofSeconds(3));
    bank.reports("C-1", new AgentReplied(), later);
    assertThat(bank.steps()).isEmpty();

    bank.reports("C-1", aCase("C-1").category("withdrawal-delayed").opening(), NOON);

    bank.expects(met("C-1", "first-response")).andNothingElse();
    assertThat(bank.stored("C-1").orElseThrow().history().seen().eventIds())
        .containsExactly("e-3", "e-1", "e-2");
    bank.jumps(ofSeconds(10));
    bank.expects().andNothingElse();
  }

  @Test
  void anOpeningThatIsRefusedSendsNobodyAwayWhoWaits() {
    bank.reports("C-1", new Noted());
    bank.reports("C-1", aCase("C-1").opening(), NOON.plus(ofHours(1)));
    bank.expects(rejected("C-1", Reason.OCCURRED_IN_FUTURE)).andNothingElse();

    bank.opens(aCase("C-1"));

    assertThat(bank.stored("C-1").orElseThrow().history().seen().eventIds())
        .containsExactly("e-3", "e-1");
  }

  @Test
  void whoWaitsIsAnsweredInTimeWhateverWasRefusedMeanwhile() {
    bank.reports("C-1", new Noted());
    bank.reports("C-1", new Closed(), NOON.plus(ofHours(1)));
    bank.expects(rejected("C-1", Reason.OCCURRED_IN_FUTURE)).andNothingElse();

    bank.jumps(EarlyEvents.LONGEST_WAIT.plusMillis(1));
    bank.jumps(ofMillis(50));

    bank.expects(rejected("C-1", Reason.CASE_UNKNOWN)).andNothingElse();
  }

  @Test
  void eachEventWaitsItsOwnTime() {
    bank.reports("C-1", new Noted());
    bank.jumps(ofSeconds(3));
    bank.reports("C-1", new Closed());
    bank.jumps(ofSeconds(2).plusMillis(1));
    bank.jumps(ofMillis(50));
    bank.expects(rejected("C-1", Reason.CASE_UNKNOWN)).andNothingElse();

    bank.opens(aCase("C-1"));

    assertThat(bank.stored("C-1").orElseThrow().closed()).isTrue();
  }

  @Test
  void theSameEventAgainChangesNothing() {
    bank.opens(aCase("C-1"));
    var note = bank.record("n-1", "C-1", new Noted(), NOON);
    bank.sends("C-1", note);
    var before = bank.stored("C-1");
    assertThat(bank.steps()).isNotEmpty();

    bank.sends("C-1", note);

    assertThat(bank.steps()).isEmpty();
    assertThat(bank.stored("C-1")).isEqualTo(before);
    assertThat(bank.observed.outcomes).endsWith(Outcome.REPEATED);
  }

  @Test
  void aSendersClockThatIsAheadDoesNotMoveACase() {
    bank.reports("C-1", aCase("C-1").opening(), NOON.plusSeconds(300));

    assertThat(bank.stored("C-1").orElseThrow().identity().openedAt()).isEqualTo(NOON);
  }

  @Test
  void whatIsStoredIsTheFoldOfWhatIsOnTheWire() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.waits(ofMinutes(31));
    bank.reports("C-1", new AgentReplied());
    bank.waits(ofMinutes(1));
    bank.reports("C-1", new Resolved("PAID_OUT"));

    Optional<CaseState> folded = Optional.empty();
    for (var step : bank.steps()) {
      folded = Optional.of(Fold.apply(folded, step));
    }

    assertThat(folded).isEqualTo(bank.stored("C-1"));
  }

  @Test
  void aSettledCaseLeavesTheStoreWhenItsTimeIsOver() {
    bank.opens(aCase("C-1"));
    bank.reports("C-1", new Resolved("PAID_OUT"));
    bank.reports("C-1", new Closed());
    assertThat(bank.stored("C-1")).isPresent();

    bank.jumps(ofDays(30).minusSeconds(1));
    assertThat(bank.stored("C-1")).isPresent();
    assertThat(bank.remembered("C-1")).isNotEmpty();

    bank.jumps(ofSeconds(1));
    bank.jumps(ofSeconds(1));

    assertThat(bank.stored("C-1")).isEmpty();
    assertThat(bank.remembered("C-1")).as("the history forgets it, too").isEmpty();
    assertThat(bank.observed.outcomes).contains(Outcome.FORGOTTEN);
  }

  @Test
  void onlyTimersThatCouldHaveFiredInTimeCountAsLate() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.waits(ofMinutes(31));
    assertThat(bank.observed.firings).isPositive();
    long before = bank.observed.firings;

    var opened = aCase("C-2").category("withdrawal-delayed").opening();
    bank.reports("C-2", opened, NOON.minus(ofHours(2)));
    bank.jumps(ofMillis(200));

    assertThat(bank.steps()).extracting(Step::caseId).contains("C-2");
    assertThat(bank.observed.firings).isEqualTo(before);
  }

  @Test
  void queuesCountCasesWhereTheyAre() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.opens(aCase("C-2").category("withdrawal-delayed"));
    assertThat(bank.board.lines())
        .containsExactly(new Line("front-line", "withdrawal-delayed", 2, 0, 0));

    bank.waits(ofMinutes(25));
    bank.reports("C-2", new Resolved("PAID_OUT"));
    assertThat(bank.board.lines())
        .containsExactly(new Line("front-line", "withdrawal-delayed", 1, 1, 0));

    bank.waits(ofMinutes(6));
    assertThat(bank.board.lines())
        .containsExactly(new Line("senior", "withdrawal-delayed", 1, 0, 1));
  }

  @Test
  void theHistoryKeepsEveryStepInOrder() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.reports("C-1", aCase("C-1").opening());
    bank.opens(aCase("C-10").category("withdrawal-delayed"));
    bank.waits(ofMinutes(31));

    var ofCase = bank.steps().stream().filter(step -> step.caseId().equals("C-1")).toList();

    assertThat(ofCase).hasSizeGreaterThan(5);
    assertThat(bank.remembered("C-1")).isEqualTo(ofCase);
    assertThat(bank.remembered("C-2")).isEmpty();
  }

  @Test
  void theHistoryKeepsNothingOfACaseThatIsNotThere() {
    bank.opens(aCase("C-1"));
    bank.reports("C-1", new Resolved("PAID_OUT"));
    bank.reports("C-1", new Closed());
    bank.jumps(ofDays(30));
    bank.jumps(ofSeconds(1));
    assertThat(bank.observed.outcomes).contains(Outcome.FORGOTTEN);
    bank.steps();

    bank.reports("C-1", new Noted());
    bank.reports("C-9", new Noted());
    bank.jumps(EarlyEvents.LONGEST_WAIT.plusMillis(1));
    bank.jumps(ofMillis(50));

    assertThat(bank.steps()).extracting(Step::caseId).containsExactlyInAnyOrder("C-1", "C-9");
    assertThat(bank.remembered("C-1")).isEmpty();
    assertThat(bank.remembered("C-9")).isEmpty();
  }

  @Test
  void aTickWakesNoMoreCasesThanItMay() {
    var one = new TickLimits(ofMillis(50), 1, ofSeconds(1), ofMillis(0), ofMillis(0));
    try (var slow = new Bank(dir.resolve("slow"), one)) {
      for (var id : List.of("C-1", "C-2", "C-3")) {
        slow.opens(aCase(id).category("withdrawal-delayed"));
      }

      slow.jumps(ofMinutes(24));
      slow.expects(warned("C-1", "first-response")).andNothingElse();
      slow.jumps(ofMillis(50));
      slow.expects(warned("C-2", "first-response")).andNothingElse();
    }
  }

  @Test
  void graceLetsLateEventsComeFirstAlsoWhereAnEarlierDeadlineIsDecided() {
    var patient = new TickLimits(ofMillis(50), 100, ofSeconds(1), ofMinutes(10), ofMillis(0));
    try (var slow = new Bank(dir.resolve("patient"), patient)) {
      slow.opens(aCase("C-1").category("withdrawal-delayed"));
      slow.waits(ofMinutes(34));
      slow.expects(warned("C-1", "first-response")).andNothingElse();

      slow.reports("C-1", new AgentReplied(), NOON.plusSeconds(30 * 60));

      slow.expects(met("C-1", "first-response")).andNothingElse();
    }
  }
}
