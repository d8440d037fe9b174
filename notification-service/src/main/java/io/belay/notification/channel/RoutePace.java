package io.belay.notification.channel;

import io.belay.notification.domain.Lane;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets sends through at a route's pace: so many at once, so many turns a second, both lanes
 * together. As long as an urgent send waits, no routine one passes.
 *
 * <p>A text of several parts takes a turn for each of them, as gateways count. It starts with the
 * first one's and the next send waits for the others', so that a text of more parts than a second
 * has turns goes all the same.
 */
public final class RoutePace {
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration FOREVER = Duration.ofDays(10_000);
  private static final long CAUGHT_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int window;
  private final long nanosPerTurn;
  private final LongSupplier nanoClock;
  private int underWay;
  private int urgentWaiting;
  private long nextSendNanos;
  private long pausedUntilNanos;
  private int pauses;

  /**
   * @param window sends under way at once
   * @param ratePerSecond turns a second
   */
  public RoutePace(int window, int ratePerSecond) {
    this(window, ratePerSecond, System::nanoTime);
  }

  RoutePace(int window, int ratePerSecond, LongSupplier nanoClock) {
    this.window = window;
    this.nanosPerTurn = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    this.nanoClock = nanoClock;
    this.nextSendNanos = nanoClock.getAsLong();
  }

  /**
   * Waits for this lane's turn; {@link #ended} gives the place back.
   *
   * @param turns it takes, from 1
   */
  void begin(Lane lane, int turns) throws InterruptedException {
    boolean unused = begin(lane, turns, FOREVER);
  }

  /** As {@link #begin(Lane, int)}; false: the turn did not come in this time. */
  boolean begin(Lane lane, int turns, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      if (lane == Lane.URGENT) {
        urgentWaiting++;
      }
      try {
        // one look at the clock decides both whether it is time and how long is still to wait
        long now = nanoClock.getAsLong();
        while (!tryBegin(lane, turns, now)) {
          if (left <= 0) {
            return false;
          }
          long wait = nextSendNanos - now;
          long most = underWay < window && wait > 0 ? Math.min(wait, left) : left;
          left -= most - Math.max(0, changed.awaitNanos(most));
          now = nanoClock.getAsLong();
        }
        return true;
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

  /**
   * The gateway said "too fast": nothing starts for so long, twice as long when it says so again
   * after the pause, and so on up to {@value #MOST_DOUBLINGS} times. What it says to several sends
   * of one window counts once.
   */
  public void throttled(Duration first) {
    lock.lock();
    try {
      long now = nanoClock.getAsLong();
      if (pauses == 0 || now >= pausedUntilNanos) {
        pausedUntilNanos = now + (first.toNanos() << Math.min(pauses, MOST_DOUBLINGS));
        pauses++;
      }
      nextSendNanos = Math.max(nextSendNanos, pausedUntilNanos);
    } finally {
      lock.unlock();
    }
  }

  /** The gateway takes messages: its next "too fast" pauses as the first one did. */
  public void flows() {
    lock.lock();
    try {
      pauses = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the gateway's pause is over; takes no place: for a send that is under way. */
  public void awaitEndOfPause() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pauses > 0 && pausedUntilNanos - nanoClock.getAsLong() > 0) {
        long unused = changed.awaitNanos(pausedUntilNanos - nanoClock.getAsLong());
      }
    } finally {
      lock.unlock();
    }
  }

  /** How long nothing may start yet; zero: a send may start now. */
  Duration untilNextSend() {
    lock.lock();
    try {
      return Duration.ofNanos(Math.max(0, nextSendNanos - nanoClock.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  int window() {
    return window;
  }

  int underWay() {
    lock.lock();
    try {
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  private boolean tryBegin(Lane lane, int turns, long now) {
    boolean turn = lane == Lane.URGENT || urgentWaiting == 0;
    if (!turn || underWay >= window || now < nextSendNanos) {
      return false;
    }
    underWay++;
    // a route that was idle starts at its pace again; only what a late wake-up cost is caught up
    long slack = Math.max(nanosPerTurn, CAUGHT_UP_NANOS);
    nextSendNanos = Math.max(nextSendNanos, now - slack) + turns * nanosPerTurn;
    return true;
  }
}
