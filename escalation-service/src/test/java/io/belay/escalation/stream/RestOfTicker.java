package io.belay.escalation.stream;

import java.util.concurrent.locks.LockSupport;

/**
 * A ticker rests in real time for as long as its tick worked, once a record came: on a machine that
 * is busy the next tick would be skipped. Whoever counts on each tick lets that time pass.
 */
final class RestOfTicker {
  private RestOfTicker() {}

  /** Runs what may tick, then waits for as long as it took. */
  static void after(Runnable tick) {
    long startedNanos = System.nanoTime();
    tick.run();
    long endedNanos = System.nanoTime();
    long restedNanos = endedNanos + (endedNanos - startedNanos);
    for (long left = endedNanos; left < restedNanos; left = System.nanoTime()) {
      LockSupport.parkNanos(restedNanos - left);
    }
  }
}
