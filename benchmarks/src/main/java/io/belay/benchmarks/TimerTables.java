package io.belay.benchmarks;

import io.belay.benchmarks.sql.CaseWork;
import io.belay.benchmarks.sql.DbScheduler;
import io.belay.benchmarks.sql.Postgres;
import io.belay.benchmarks.sql.SkipLockedWorkers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** How fast due times are worked off, and how late they are noticed. */
final class TimerTables {
  private static final int WORKERS = 2;
  private static final int BATCH = 1_000;

  /** db-scheduler is so much slower that a share of the cases tells its rate. */
  private static final int DB_SCHEDULER_SHARE = 20;

  /** Until the compilers are almost idle; after so many rounds they are measured as is. */
  private static final int MOST_WARM_UP = 3;

  private static final Duration STRETCH = Duration.ofSeconds(10);
  private static final int MOST_STRETCHES = 10;

  private final BenchPlatform platform;
  private final Path directory;
  private final PrintStream out;

  TimerTables(BenchPlatform platform, Path directory, PrintStream out) {
    this.platform = platform;
    this.directory = directory;
    this.out = out;
  }

  /**
   * A backlog of cases that are due at one instant, beside two ways to do the same work on
   * PostgreSQL.
   */
  void backlog(int cases, int rounds) throws Exception {
    var escalation = new EscalationLoad(platform);
    int few = Math.min(cases, 20_000);
    var written = escalation.written(few, () -> escalation.timers(few));
    // the rate of a service that is compiled says how long the others take to open
    escalation.keepOpen(Math.min(cases, 50_000));
    var work = new CaseWork(written.stateBytes(), written.steps(), written.stepBytes());
    out.printf(
        "Each fired timer reads a case (%d bytes), promotes it and emits %d records of %d"
            + " bytes%n%n",
        work.stateBytes(), work.eventsPerCase(), work.eventBytes());
    try (var server = Postgres.start(directory);
        var history = new GroupLag(platform.bootstrapServers(), "escalation")) {
      var byHand = new SkipLockedWorkers(server, work, WORKERS, BATCH);
      var dbScheduler = new DbScheduler(server, work);
      int fewer = Math.max(1, cases / DB_SCHEDULER_SHARE);
      new Rounds(rounds)
          .with("Belay, decides by policy, exactly once", () -> escalation.timers(cases).rate())
          .with(
              "%d SKIP LOCKED workers, batches of %,d".formatted(WORKERS, BATCH),
              () -> new Rate(cases, byHand.fire(cases)))
          .with("db-scheduler 16.7", () -> new Rate(fewer, dbScheduler.fire(fewer)))
          // what a timer wrote is read for its case's history after it was measured
          .after(history::awaitNone)
          .warmUp(platform.jvms(), MOST_WARM_UP, out)
          .print(out);
    }
  }

  /**
   * From {@code dueAt} until a reader of committed data has the breach, once the compilers are
   * almost idle.
   */
  void lateness(int cases, int perSecond) throws Exception {
    var escalation = new EscalationLoad(platform);
    var length = Duration.ofSeconds(Math.min(60, Math.max(1, cases / perSecond)));
    // the rate says how long those that become due take to open
    int few = Math.min(cases, 50_000);
    escalation.keepOpen(few);
    int open = few + (int) (perSecond * length.toSeconds());
    try (var history = new GroupLag(platform.bootstrapServers(), "escalation")) {
      double compilers = 1;
      for (int i = 0; i < MOST_STRETCHES && compilers >= Stretch.COMPILED_BELOW; i++) {
        var stretch = new Stretch(platform.jvms());
        var late = escalation.lateness(perSecond, STRETCH);
        compilers = stretch.compilersShare();
        open += (int) (perSecond * STRETCH.toSeconds());
        out.printf("  to make warm: %s, compilers had %2.0f %%%n", late, compilers * 100);
      }
      if (open < cases) {
        escalation.keepOpen(cases - open);
        open = cases;
      }
      history.awaitNone();
      var late = escalation.lateness(perSecond, length);
      out.printf("  %,d cases open, %,d due a second: %s%n", open, perSecond, late);
    }
  }
}
