package io.belay.duetime;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for a commit soon after a task has done what somebody waits for now. While a task works off
 * what waited for long, it asks for none, and Kafka Streams commits at its own interval: fewer and
 * larger transactions.
 *
 * <p>The tasks of a stream thread commit together, so they share the time of the last one. Each
 * task has a pace of its own, used by its thread only.
 */
public final class CommitPace {
  /** What waited for longer is late already; a commit interval more does not make it so. */
  static final Duration LONG_WAITED = Duration.ofSeconds(1);

  private static final int LOOKS_EVERY_MILLIS = 25;
  private static final ThreadLocal<LastAsked> OF_THREAD =
      ThreadLocal.withInitial(() -> new LastAsked(System.nanoTime()));

  private final LastAsked last;
  private final LongSupplier nanoClock;
  private final long apartNanos;
  private final Runnable commit;
  private long awaitedBeside = Long.MIN_VALUE;

  /** When a commit was asked for by any of the tasks that commit together. */
  static final class LastAsked {
    private long nanos;
    private long times;

    LastAsked(long nanos) {
      this.nanos = nanos;
    }
  }

  /** The pace of a task. */
  CommitPace(LastAsked last, LongSupplier nanoClock, Duration apart, Runnable commit) {
    this.last = last;
    this.nanoClock = nanoClock;
    this.apartNanos = apart.toNanos();
    this.commit = commit;
  }

  /**
   * The pace of the task whose thread asks, from now until the task is closed.
   *
   * @param apart two commits that were asked for are so far apart at least, and up to {@value
   *     #LOOKS_EVERY_MILLIS} ms more
   */
  public static CommitPace startOn(
      ProcessingContext context, LongSupplier nanoClock, Duration apart) {
    var pace = new CommitPace(OF_THREAD.get(), nanoClock, apart, context::commit);
    var unused =
        context.schedule(
            Duration.ofMillis(LOOKS_EVERY_MILLIS),
            PunctuationType.WALL_CLOCK_TIME,
            now -> pace.lookAround());
    return pace;
  }

  /** Something was done that had to wait since then. */
  public void did(Instant since, Instant now) {
    if (Duration.between(since, now).compareTo(LONG_WAITED) < 0) {
      awaitedBeside = last.times;
    }
  }

  /** Asks, if somebody waits and no task has asked meanwhile. */
  void lookAround() {
    if (awaitedBeside != last.times) {
      return;
    }
    long now = nanoClock.getAsLong();
    if (now - last.nanos >= apartNanos) {
      last.nanos = now;
      last.times++;
      commit.run();
    }
  }
}
