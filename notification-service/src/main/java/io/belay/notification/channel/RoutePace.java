package io.belay.notification.channel;

import io.belay.notification.domain.Lane;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets sends through at a route's pace: so many at once, so many a second, both lanes together. As
 * long as an urgent send waits, no routine one passes.
 */
public final class RoutePace {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int window;
  private final long nanosPerSend;
  private final LongSupplier nanoClock;
  private int underWay;
  private int urgentWaiting;
  private long nextSendNanos;

  /**
   * @param window sends under way at once
   * @param ratePerSecond sends started a second
   */
  public RoutePace(int window, int ratePerSecond) {
    this(window, ratePerSecond, System::nanoTime);
  }

  RoutePace(int window, int ratePerSecond, LongSupplier nanoClock) {
    this.window = window;
    this.nanosPerSend = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    this.nanoClock = nanoClock;
    this.nextSendNanos = nanoClock.getAsLong();
  }

  /** Waits for this lane's turn; {@link #ended} gives the place back. */
  void begin(Lane lane) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (lane == Lane.URGENT) {
        urgentWaiting++;
      }
      try {
        while (!tryBegin(lane)) {
          long wait = nextSendNanos - nanoClock.getAsLong();
          if (underWay < window && wait > 0) {
            changed.awaitNanos(wait);
          } else {
            changed.await();
          }
        }
      } finally {
        if (lane == Lane.URGENT) {
          urgentWaiting--;
          changed.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** A send ended. */
  void ended() {
    lock.lock();
    try {
      underWay--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The gateway asked for a pause: nothing starts for so long. */
  public void pause(Duration pause) {
    lock.lock();
    try {
      nextSendNanos = Math.max(nextSendNanos, nanoClock.getAsLong() + pause.toNanos());
    } finally {
      lock.unlock();
    }
  }

  int underWay() {
    lock.lock();
    try {
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  private boolean tryBegin(Lane lane) {
    long now = nanoClock.getAsLong();
    boolean turn = lane == Lane.URGENT || urgentWaiting == 0;
    if (!turn || underWay >= window || now < nextSendNanos) {
      return false;
    }
    underWay++;
    // a route that was idle starts at its pace again, it does not catch up
    nextSendNanos = Math.max(nextSendNanos, now - nanosPerSend) + nanosPerSend;
    return true;
  }
}
