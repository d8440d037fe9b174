package io.belay.notification.channel;

import io.belay.notification.domain.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the sends of one sender go to their routes, one at a time: what waited there together would
 * start together, faster than the sender may. Its turns are taken when the route's has come.
 *
 * <p>An urgent send goes before routine ones, also before the one that waits at its route already:
 * that one comes back, and waits for its sender again.
 */
final class SenderPace {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LongSupplier nanoClock;
  private final Cadence cadence;
  private @Nullable Claim atRoute;
  private int urgentWaiting;

  /**
   * @param ratePerSecond turns a second
   */
  SenderPace(int ratePerSecond) {
    this(ratePerSecond, System::nanoTime);
  }

  SenderPace(int ratePerSecond, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.cadence = new Cadence(ratePerSecond, nanoClock.getAsLong());
  }

  /** The sender's leave to wait at a route. {@link #end} follows in any case. */
  final class Claim {
    private final Lane lane;

    private Claim(Lane lane) {
      this.lane = lane;
    }

    /** The send starts and takes so many turns; false: an urgent one has gone before it. */
    boolean use(int turns) {
      lock.lock();
      try {
        if (atRoute != this) {
          return false;
        }
        cadence.take(turns, nanoClock.getAsLong());
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** It waits at its route no more. */
    void end() {
      lock.lock();
      try {
        if (atRoute == this) {
          atRoute = null;
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits until this lane's next may go to its route; empty: it did not come in this time. */
  Optional<Claim> claim(Lane lane, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (lane == Lane.URGENT) {
        urgentWaiting++;
      }
      try {
        return claimWithin(lane, atMost.toNanos());
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

  private Optional<Claim> claimWithin(Lane lane, long nanos) throws InterruptedException {
    long left = nanos;
    // one look at the clock decides both whether it is time and how long is still to wait
    long now = nanoClock.getAsLong();
    while (!isNext(lane) || cadence.nanosUntilNext(now) > 0) {
      if (left <= 0) {
        return Optional.empty();
      }
      long untilNext = cadence.nanosUntilNext(now);
      long most = untilNext > 0 ? Math.min(untilNext, left) : left;
      left -= most - Math.max(0, changed.awaitNanos(most));
      now = nanoClock.getAsLong();
    }
    var claim = new Claim(lane);
    atRoute = claim;
    return Optional.of(claim);
  }

  private boolean isNext(Lane lane) {
    return lane == Lane.URGENT
        ? atRoute == null || atRoute.lane == Lane.ROUTINE
        : atRoute == null && urgentWaiting == 0;
  }
}
