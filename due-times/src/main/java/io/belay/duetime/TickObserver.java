package io.belay.duetime;

import java.time.Duration;
import java.time.Instant;

/** Told what a ticker did; the place for metrics. */
public interface TickObserver {
  /** A key was woken this long after its due time. */
  void woken(Duration lateness);

  /**
   * A tick ended.
   *
   * @param scheduled keys still scheduled
   * @param overdue how long the earliest key left over has been due; zero when none is
   */
  void ticked(Instant now, int scheduled, Duration overdue);

  /** Nobody is told. */
  TickObserver NONE =
      new TickObserver() {
        @Override
        public void woken(Duration lateness) {}

        @Override
        public void ticked(Instant now, int scheduled, Duration overdue) {}
      };
}
