package io.belay.notification.channel;

import io.belay.notification.domain.Lane;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets sends through at a route's pace: so many at once, so many turns a second, both lanes
 * together. As long as an urgent send waits, no routine one passes; and of every {@value
 * #PLACES_A_KEPT_ONE} places one is kept for urgent sends, which so need not wait until a slow
 * gateway has answered routine ones.
 *
 * <p>A text of several parts takes a turn for each of them, as gateways count. It starts with the
 * first one's and the next send waits for the others', so that a text of more parts than a second
 * has turns goes all the same.
 */
public final class RoutePace {
  private static final int MOST_DOUBLINGS = 5;
  private static final int PLACES_A_KEPT_ONE = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int window;
  private final int ratePerSecond;
  private final LongSupplier nanoClock;
  private final Cadence cadence;
  private int underWay;
  private int urgentWaiting;
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
    this.ratePerSecond = ratePerSecond;
    this.nanoClock = nanoClock;
    this.cadence = new Cadence(ratePerSecond, nanoClock.getAsLong());
  }

  /**
   * Waits for this lane's turn; {@link #ended} gives the place back.
   *
   * @param turns it takes, from 1
   */
  void begin(Lane lane, int turns) throws InterruptedException {
    boolean unused = begin(lane, turns, () -> true);
  }

  /**
   * As {@link #begin(Lane, int)}.
   *
   * @param starts asked once the turn has come; false, and so is the answer: it does not start
   */
  boolean begin(Lane lane, int turns, BooleanSupplier starts) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (lane == Lane.URGENT) {
        urgentWaiting++;
      }
      try {
        long now = awaitTurn(lane);
        if (!starts.getAsBoolean()) {
          return false;
        }
        underWay++;
        cadence.take(turns, now);
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
      cadence.pauseUntil(pausedUntilNanos);
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
      return Duration.ofNanos(Math.max(0, cadence.nanosUntilNext(nanoClock.getAsLong())));
    } finally {
      lock.unlock();
    }
  }

  int window() {
    return window;
  }

  int ratePerSecond() {
    return ratePerSecond;
  }

  int underWay() {
    lock.lock();
    try {
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the time at which it had come. */
  private long awaitTurn(Lane lane) throws InterruptedException {
    // one look at the clock decides both whether it is time and how long is still to wait
    long now = nanoClock.getAsLong();
    while (!hasPlaceFor(lane) || cadence.nanosUntilNext(now) > 0) {
      long untilNext = cadence.nanosUntilNext(now);
      if (underWay < window && untilNext > 0) {
        long unused = changed.awaitNanos(untilNext);
      } else {
        changed.await();
      }
      now = nanoClock.getAsLong();
    }
    return now;
  }

  private boolean hasPlaceFor(Lane lane) {
    return switch (lane) {
      case URGENT -> underWay < window;
      case ROUTINE -> underWay < window - window / PLACES_A_KEPT_ONE && urgentWaiting == 0;
    };
  }
}
