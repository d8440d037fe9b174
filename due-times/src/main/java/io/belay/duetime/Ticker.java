package io.belay.duetime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Wakes keys when they are due, on the wall clock of the stream thread that owns them: earliest
 * first, at most a budget of them a tick. What is left over is still due at the next tick; nothing
 * is skipped.
 *
 * <p>While records come to a stream thread, of whatever task, its tickers take half of its time at
 * most, however many keys are due; while none come, they take what they need. To be made and used
 * by that thread only.
 */
public final class Ticker implements AutoCloseable {
  private final WakeUps wakeUps;
  private final TickLimits limits;
  private final Sleeper sleeper;
  private final TickObserver observer;
  private final LongSupplier nanoClock;
  private final ThreadTime time = ThreadTime.ofThisThread();

  private @Nullable Cancellable schedule;
  private boolean busy;
  private long recordsBefore;
  private long restUntilNanos;

  /** Whoever is woken. It schedules the key again if there is a next time. */
  @FunctionalInterface
  public interface Sleeper {
    void wake(String key, Instant dueAt, Instant now);
  }

  public Ticker(WakeUps wakeUps, TickLimits limits, Sleeper sleeper, TickObserver observer) {
    this(wakeUps, limits, sleeper, observer, System::nanoTime);
  }

  /**
   * As {@link #Ticker(WakeUps, TickLimits, Sleeper, TickObserver)}.
   *
   * @param nanoClock measures how long ticks take; a clock that stands still lets them take what
   *     they need, where time is not the machine's
   */
  public Ticker(
      WakeUps wakeUps,
      TickLimits limits,
      Sleeper sleeper,
      TickObserver observer,
      LongSupplier nanoClock) {
    this.wakeUps = wakeUps;
    this.limits = limits;
    this.sleeper = sleeper;
    this.observer = observer;
    this.nanoClock = nanoClock;
    this.recordsBefore = time.records();
    this.restUntilNanos = nanoClock.getAsLong();
  }

  /** Ticks until it is closed. */
  public Ticker startOn(ProcessorContext<?, ?> context) {
    schedule =
        context.schedule(
            limits.interval(),
            PunctuationType.WALL_CLOCK_TIME,
            now -> tick(Instant.ofEpochMilli(now)));
    return this;
  }

  /** Ends the ticks; to be called by the thread that started them. */
  @Override
  public void close() {
    if (schedule != null) {
      schedule.cancel();
      schedule = null;
    }
    isBusy(false);
  }

  /** One tick at this wall-clock time; returns how many keys were woken. */
  public int tick(Instant now) {
    long startedNanos = nanoClock.getAsLong();
    if (time.records() != recordsBefore && startedNanos - restUntilNanos < 0) {
      return 0;
    }
    recordsBefore = time.records();
    int woken = wakeDue(now, startedNanos);
    isBusy(woken > 0);
    long endedNanos = nanoClock.getAsLong();
    restUntilNanos = endedNanos + time.restAfter(endedNanos - startedNanos);
    return woken;
  }

  private void isBusy(boolean now) {
    time.tickerIsBusy(busy, now);
    busy = now;
  }

  private int wakeDue(Instant now, long startedNanos) {
    Instant until = now.minus(limits.grace());
    long maxNanos = limits.maxTime().toNanos();
    int woken = 0;
    while (woken < limits.maxWakeUps() && nanoClock.getAsLong() - startedNanos < maxNanos) {
      Optional<WakeUps.Due> due = wakeUps.takeDue(until);
      if (due.isEmpty()) {
        break;
      }
      sleeper.wake(due.get().key(), due.get().dueAt(), now);
      woken++;
      observer.woken(Duration.between(due.get().dueAt(), now));
    }
    Duration overdue =
        wakeUps
            .nextDueAt()
            .filter(next -> !next.isAfter(until))
            .map(next -> Duration.between(next, now))
            .orElse(Duration.ZERO);
    observer.ticked(now, wakeUps.size(), overdue);
    return woken;
  }
}
