package io.belay.benchmarks;

import java.time.Duration;

/** So many in so long. */
record Rate(long count, Duration took) {

  double perSecond() {
    return count / (took.toNanos() / 1e9);
  }

  @Override
  public String toString() {
    return "%,.0f/s   (%,d in %.1f s)".formatted(perSecond(), count, took.toNanos() / 1e9);
  }
}
