package io.belay.duetime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Wakes keys when they are due, on the wall clock of the stream thread that owns them: earliest
 * first, at most a budget of them a tick. What is left over is still due at the next tick; nothing
 * is skipped.
 */
public final class Ticker {
  private final WakeUps wakeUps;
  private final TickLimits limits;
  private final Sleeper sleeper;
  private final TickObserver observer;
  private final LongSupplier nanoClock;

  /** Whoever is woken. It schedules the key again if there is a next time. */
  @FunctionalInterface
  public interface Sleeper {
    void wake(String key, Instant dueAt, Instant now);
  }

  public Ticker(WakeUps wakeUps, TickLimits limits, Sleeper sleeper, TickObserver observer) {
    this(wakeUps, limits, sleeper, observer, System::nanoTime);
  }

  Ticker(
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
  }

  /** Ticks for as long as the processor lives. */
  public Cancellable startOn(ProcessorContext<?, ?> context) {
    return context.schedule(
        limits.interval(), PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
  }

  /** One tick at this wall-clock time; returns how many keys were woken. */
  public int tick(Instant now) {
    Instant until = now.minus(limits.grace());
    long startedNanos = nanoClock.getAsLong();
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
