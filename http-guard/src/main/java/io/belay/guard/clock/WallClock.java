package io.belay.guard.clock;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The wall clock, held against one that nobody sets. Not for use by several threads. */
final class WallClock {
  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private long lastMillis;
  private long nanosAfterLast;

  /**
   * @param wallMillis milliseconds since 1970, which somebody may set
   * @param nanos of a clock that never goes back, from any start
   */
  WallClock(LongSupplier wallMillis, LongSupplier nanos) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.lastMillis = wallMillis.getAsLong();
    this.nanosAfterLast = nanos.getAsLong();
  }

  static WallClock ofThisMachine() {
    return new WallClock(System::currentTimeMillis, System::nanoTime);
  }

  /**
   * How far it was set back since the last look, at least: what a thread that had to wait between
   * two readings cannot know counts as not set back. Zero when it went on.
   */
  Duration setBack() {
    long nanosBefore = nanos.getAsLong();
    long millis = wallMillis.getAsLong();
    var passed = Duration.ofNanos(nanosBefore - nanosAfterLast);
    var shown = Duration.ofMillis(millis - lastMillis);
    lastMillis = millis;
    nanosAfterLast = nanos.getAsLong();
    var back = passed.minus(shown);
    return back.isNegative() ? Duration.ZERO : back;
  }
}
