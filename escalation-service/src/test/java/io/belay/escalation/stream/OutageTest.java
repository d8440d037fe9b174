package io.belay.escalation.stream;

import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service was away for hours, and comes back to cases that are all overdue. */
class OutageTest {
  private static final String PACK = "packs/lives.yaml";
  private static final Duration AWAY = ofHours(5);
  private static final int CASES = 60;
  private static final int WOKEN_A_TICK = 10;
  private static final TickLimits SMALL_TICKS =
      new TickLimits(ofMillis(50), WOKEN_A_TICK, ofSeconds(10), Duration.ZERO, Duration.ZERO);

  @TempDir Path dir;

  @Test
  void overdueRungsAreCaughtUpAtTheirBusinessTimesAndNewEventsDoNotWaitForThem() {
    var watched = watched();
    assertThat(watched).as("there is something to catch up").hasSizeGreaterThan(4);
    try (var bank = Bank.inMemory(dir.resolve("outage"), SMALL_TICKS, PACK)) {
      var overdue = IntStream.range(0, CASES).mapToObj(i -> "C-" + i).toList();
      overdue.forEach(caseId -> bank.opens(aCase(caseId).category("other")));
      bank.steps();

      bank.jumps(AWAY);
      var steps = new ArrayList<>(bank.steps());
      assertThat(promotedOf(overdue, steps)).as("the first tick").hasSize(WOKEN_A_TICK);
      for (int i = 0; i < 1_000 && promotedOf(overdue, steps).size() < CASES; i++) {
        int before = promotedOf(overdue, steps).size();
        bank.opens(aCase("N-" + i).category("other"));
        var opened = bank.steps();
        assertThat(opened).extracting(Step::caseId).containsOnly("N-" + i);
        assertThat(opened.getFirst().progress()).isInstanceOf(Progress.CaseAccepted.class);
        steps.addAll(opened);
        bank.jumps(ofMillis(50));
        steps.addAll(bank.steps());
        assertThat(promotedOf(overdue, steps).size() - before).isLessThanOrEqualTo(WOKEN_A_TICK);
      }

      assertThat(promotedOf(overdue, steps)).hasSize(CASES);
      for (var caseId : overdue) {
        var ofTheCase = steps.stream().filter(step -> step.caseId().equals(caseId)).toList();
        assertThat(rungs(ofTheCase)).as(caseId).isEqualTo(watched);
        assertThat(messages(ofTheCase)).as("one message, not ten").hasSize(1);
        assertThat(missed(ofTheCase)).as("one breach of what recurs").containsExactly(5);
      }
    }
  }

  /** What a case of these does while somebody is there at each tick. */
  private List<String> watched() {
    try (var bank = Bank.inMemory(dir.resolve("watched"), PACK)) {
      bank.opens(aCase("C-0").category("other"));
      bank.steps();
      bank.waits(AWAY);
      var steps = bank.steps();
      assertThat(missed(steps)).containsExactly(1, 1, 1, 1, 1);
      return rungs(steps);
    }
  }

  private static List<String> promotedOf(List<String> cases, List<Step> steps) {
    return steps.stream()
        .filter(step -> step.progress() instanceof Progress.TierPromoted)
        .map(Step::caseId)
        .filter(cases::contains)
        .distinct()
        .toList();
  }

  /** Each rung and each promise that was broken, at its business time. */
  private static List<String> rungs(List<Step> steps) {
    return steps.stream()
        .filter(step -> !isNextUpdate(step))
        .filter(
            step ->
                step.progress() instanceof Progress.TierPromoted
                    || step.progress() instanceof Progress.ClockBreached
                    || step.progress() instanceof Progress.ClockWarned
                    || step.progress() instanceof Progress.LadderExhausted)
        .map(
            step ->
                step.decidedAt()
                    + " "
                    + step.progress().getClass().getSimpleName()
                    + " "
                    + step.tier())
        .toList();
  }

  private static List<Step> messages(List<Step> steps) {
    return steps.stream().filter(step -> step.progress() instanceof Progress.FollowUpDue).toList();
  }

  private static List<Integer> missed(List<Step> steps) {
    return steps.stream()
        .filter(OutageTest::isNextUpdate)
        .map(step -> ((Progress.ClockBreached) step.progress()).missed())
        .toList();
  }

  private static boolean isNextUpdate(Step step) {
    return step.progress() instanceof Progress.ClockBreached breach
        && breach.clock().equals("next-update");
  }
}
