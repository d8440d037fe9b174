package io.belay.notification.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a stream thread rests before it asks the broker again. Each answer costs the broker a
 * look at every partition of the thread, and the thread a look at every task, however few records
 * it has; so what comes in meanwhile comes together. Nothing rests while the broker has more than
 * it answered with, and nothing rests where nothing came: a question that waits for records costs
 * little.
 */
final class PollPace {
  /** Two answers with records are so far apart at least. */
  static final Duration APART = Duration.ofMillis(20);

  private final LongSupplier nanoClock;
  private long answeredNanos;
  private boolean rests;

  PollPace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * An answer came.
   *
   * @param hasRecords whether it brought any
   * @param moreIsThere whether the broker had more of the same partitions
   */
  void answered(boolean hasRecords, boolean moreIsThere) {
    answeredNanos = nanoClock.getAsLong();
    rests = hasRecords && !moreIsThere;
  }

  /** What is left of the rest; zero: ask. */
  long restNanos() {
    return rests ? Math.max(0, APART.toNanos() - (nanoClock.getAsLong() - answeredNanos)) : 0;
  }
}
