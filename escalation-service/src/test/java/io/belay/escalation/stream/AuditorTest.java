package io.belay.escalation.stream;

import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.wire.CaseStateCodec;
import io.belay.events.AgentReplied;
import io.belay.events.Closed;
import io.belay.events.Resolved;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the auditor sees of the real topology's stores. */
class AuditorTest {
  private static final AuditLimits TWO_A_SLICE = new AuditLimits(ofSeconds(1), ofSeconds(30), 2, 2);

  @TempDir Path dir;

  private Bank bank;
  private Instant auditedAt = Bank.NOON;
  private boolean moving;

  @BeforeEach
  void open() {
    bank = new Bank(dir);
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void aTickerThatIsStoppedIsSeenThoughNoIndexTellsOfIt() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    try (var auditor = auditor()) {
      // no wall-clock time passes for the topology: its ticker never ticks again
      auditedAt = bank.now().plus(ofMinutes(24)).plusSeconds(30);
      look(auditor);
      assertThat(auditor.report().overdueWakeUps()).isZero();

      auditedAt = auditedAt.plusMillis(1);
      look(auditor);

      assertThat(auditor.report().overdueWakeUps()).isOne();
      assertThat(auditor.report().longestOverdue()).isEqualTo(ofMillis(30_001));
    }
  }

  @Test
  void whatTheTickerHasDoneIsNotOverdue() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    try (var auditor = auditor()) {
      bank.waits(ofMinutes(31));
      auditedAt = bank.now();
      look(auditor);

      assertThat(auditor.report().overdueWakeUps()).isZero();
      assertThat(auditor.report().differing()).isZero();
      assertThat(auditor.report().unproven()).isZero();
    }
  }

  @Test
  void deadlinesThatAreHeldBackOnPurposeAreNotOverdue() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    try (var auditor = new Auditor(stores(), TWO_A_SLICE, ofMinutes(10), () -> auditedAt)) {
      auditedAt = bank.now().plus(ofMinutes(33));
      look(auditor);

      assertThat(auditor.report().overdueWakeUps()).isZero();
    }
  }

  @Test
  void everyTimerOfLivelyCasesIsAccountedFor() {
    for (var id : List.of("C-1", "C-2", "C-3", "C-4", "C-5")) {
      bank.opens(aCase(id).category("withdrawal-delayed"));
    }
    bank.reports("C-2", new AgentReplied());
    bank.waits(ofMinutes(31));
    bank.reports("C-3", new Resolved("PAID_OUT"));
    bank.reports("C-3", new Closed());
    try (var auditor = auditor()) {
      look(auditor);

      assertThat(auditor.report().differing()).isZero();
      assertThat(auditor.report().unproven()).isZero();
      assertThat(auditor.report().oldestOpenedAt()).containsEntry("senior", Bank.NOON);
    }
  }

  @Test
  void aTimerThatNeitherFiredNorWasVoidedNorRunsIsSeen() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    bank.opens(aCase("C-2").category("withdrawal-delayed"));
    var stored = bank.stored("C-2").orElseThrow();
    var lost = new CaseStateCodec().write(without("first-response", stored));
    bank.cases().put("C-2", lost);
    try (var auditor = auditor()) {
      look(auditor);

      assertThat(auditor.report().differing()).isOne();
    }
  }

  @Test
  void aCaseWhoseStepsAreElsewhereIsUnproven() {
    bank.opens(aCase("C-1").category("withdrawal-delayed"));
    var stored = new CaseStateCodec().write(bank.stored("C-1").orElseThrow());
    bank.cases().put("C-9", stored);
    try (var auditor = auditor()) {
      look(auditor);

      assertThat(auditor.report().unproven()).isOne();
    }
  }

  @Test
  void whileItCannotLookItsLastLookGrowsOld() {
    try (var auditor = auditor()) {
      moving = true;
      auditedAt = auditedAt.plusSeconds(120);

      assertThatExceptionOfType(PartitionMovingException.class).isThrownBy(auditor::look);

      assertThat(Duration.between(auditor.report().lookedAt(), auditedAt)).isEqualTo(ofMinutes(2));
      moving = false;
      auditor.look();
      assertThat(auditor.report().lookedAt()).isEqualTo(auditedAt);
    }
  }

  private static CaseState without(String clock, CaseState state) {
    var left = state.clocks().stream().filter((Clock c) -> !c.name().equals(clock)).toList();
    assertThat(left).hasSizeLessThan(state.clocks().size());
    return new CaseState(
        state.identity(),
        state.profile(),
        state.status(),
        state.placement(),
        left,
        state.history(),
        state.links());
  }

  private Auditor auditor() {
    return new Auditor(stores(), TWO_A_SLICE, Duration.ZERO, () -> auditedAt);
  }

  /** As many slices as a whole walk takes. */
  private static void look(Auditor auditor) {
    for (int slice = 0; slice < 5; slice++) {
      auditor.look();
    }
  }

  private AuditedStores stores() {
    return new AuditedStores() {
      @Override
      public List<Integer> partitions() {
        return List.of(0);
      }

      @Override
      public KeyValueIterator<String, byte[]> cases(int partition, @Nullable String from) {
        if (moving) {
          throw new PartitionMovingException("Expected the partition here, but it moves");
        }
        return bank.cases().range(from, null);
      }

      @Override
      public List<Step> steps(String caseId, int most) {
        return bank.remembered(caseId);
      }
    };
  }
}
