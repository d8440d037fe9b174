package io.belay.notification.channel;

import java.util.concurrent.TimeUnit;

/** So many turns a second, one after another. Guarded by its owner's lock. */
final class Cadence {
  private static final long CAUGHT_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final long nanosPerTurn;
  private long nextNanos;

  Cadence(int ratePerSecond, long nowNanos) {
    this.nanosPerTurn = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    this.nextNanos = nowNanos;
  }

  /** How far the next turn is away; zero or less: it is there. */
  long nanosUntilNext(long nowNanos) {
    return nextNanos - nowNanos;
  }

  /** Takes so many turns; the next one comes after them. */
  void take(int turns, long nowNanos) {
    // who was idle starts at its pace again; only what a late wake-up cost is caught up
    long slack = Math.max(nanosPerTurn, CAUGHT_UP_NANOS);
    nextNanos = Math.max(nextNanos, nowNanos - slack) + turns * nanosPerTurn;
  }

  /** No turn comes before. */
  void pauseUntil(long nanos) {
    nextNanos = Math.max(nextNanos, nanos);
  }
}
