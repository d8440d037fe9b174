package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.audit.Oracle;
import io.belay.escalation.audit.Written;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.events.CaseEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded random scripts against the real topology: cases open, live and are forgotten, time passes
 * in steps and in leaps, records come twice, late and ahead of their time, and the service is
 * restarted and killed in between. Afterwards every case's progress is what the oracle says, and
 * keeps the {@link Invariants}. The scripts run beside each other, each in a world of its own.
 *
 * <p>{@code -Dbelay.random.steps=N} makes more steps of it, {@code -Dbelay.random.seed=N} others.
 */
class RandomLivesTest {
  private static final int STEPS = Integer.getInteger("belay.random.steps", 100_000);
  private static final int STEPS_A_SCRIPT = 1_000;
  private static final int COMMIT_EVERY = 20;
  private static final int MOST_TICKS_AT_THE_END = 60_000;
  private static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");

  @TempDir Path dir;

  @Test
  void whateverHappensTheProgressIsWhatTheOracleSays() {
    new Random(Long.getLong("belay.random.seed", 20_261_125L))
        .longs(STEPS / STEPS_A_SCRIPT).boxed().toList().parallelStream().forEach(this::live);
  }

  /** Scripts that once found something. */
  @ParameterizedTest
  @ValueSource(longs = {4601352180081129944L, -1191563911043679864L})
  void whatOnceWasFoundIsNotThereAgain(long seed) {
    live(seed);
  }

  private void live(long seed) {
    var library = Bank.libraryOf("packs/lives.yaml");
    try (var topology = new RestartableTopology(dir.resolve("" + seed), library, MONDAY)) {
      var script = new Script(seed, topology);
      for (int step = 1; step <= STEPS_A_SCRIPT; step++) {
        script.step();
        if (step % COMMIT_EVERY == 0) {
          topology.commits();
        }
      }
      // some events wait for an opening
      topology.waits(EarlyEvents.LONGEST_WAIT.plusMillis(1));
      // a tick has its bounds
      for (int tick = 0; topology.hasSomethingDue() && tick < MOST_TICKS_AT_THE_END; tick++) {
        topology.waits(Duration.ofMillis(50));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      topology.commits();
      assertThat(problemsOf(topology)).as("seed %d", seed).isEmpty();
    }
  }

  private static List<String> problemsOf(RestartableTopology topology) {
    var packs = Bank.libraryOf("packs/lives.yaml").activeFor(null).stream().toList();
    var oracle = new Oracle(packs, TickLimits.standard().outageAfter());
    var problems = new ArrayList<String>();
    for (var caseId : topology.caseIds()) {
      var written = topology.writtenOf(caseId);
      var verdict = oracle.judge(caseId, topology.eventsOf(caseId), written);
      verdict.difference().ifPresent(text -> problems.add(caseId + ": " + text));
      if (verdict.pending() > 0) {
        problems.add(caseId + ": Expected every event to be decided");
      }
      if (verdict.overdueAt(topology.now())) {
        problems.add(caseId + ": Expected nothing overdue, but found " + verdict.nextDueAt());
      }
      var steps = written.stream().map(Written::step).toList();
      problems.addAll(Invariants.brokenBy(steps, topology.stored(caseId)));
    }
    return problems;
  }

  /** What happens next, by the dice. */
  private static final class Script {
    private static final int CASES_AT_A_TIME = 12;

    private final Random random;
    private final RestartableTopology topology;
    private final AnyEvent any;
    private final List<CaseEvent> sent = new ArrayList<>();
    private int newestCase;

    Script(long seed, RestartableTopology topology) {
      this.random = new Random(seed);
      this.topology = topology;
      this.any = new AnyEvent(random);
    }

    void step() {
      int dice = random.nextInt(1_000);
      if (dice < 3) {
        topology.restarts(minutes(200));
      } else if (dice < 6) {
        topology.crashes(minutes(30));
      } else if (dice < 30) {
        topology.waits(minutes(600));
      } else if (dice < 350) {
        topology.waits(minutes(20));
      } else if (dice < 400 && !sent.isEmpty()) {
        again();
      } else if (dice < 450) {
        sends(any.opening("C-" + ++newestCase, at()));
      } else {
        sends(any.of(aCase(), at()));
      }
    }

    private void again() {
      int latest = sent.size() - 1;
      topology.appends(sent.get(Math.max(0, latest - random.nextInt(60))));
    }

    private void sends(CaseEvent event) {
      sent.add(event);
      topology.appends(event);
    }

    /** One of the newest mostly, sometimes one long gone, sometimes one to come. */
    private String aCase() {
      int back = random.nextInt(50) == 0 ? random.nextInt(200) : random.nextInt(CASES_AT_A_TIME);
      return "C-" + Math.max(0, newestCase + (random.nextInt(40) == 0 ? 1 : 0) - back);
    }

    /** Mostly now; sometimes late, sometimes by a clock that is ahead. */
    private Instant at() {
      return switch (random.nextInt(8)) {
        case 0 -> topology.now().minus(minutes(90));
        case 1 -> topology.now().plus(minutes(4));
        default -> topology.now();
      };
    }

    private Duration minutes(int most) {
      return Duration.ofMillis(random.nextLong(most * 60_000L));
    }
  }
}
