package io.belay.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts what arrives, from the first to the last one expected. */
final class Arrivals {
  private static final long PATIENCE_SECONDS = 120;

  private CountDownLatch missing = new CountDownLatch(0);
  private int expected;
  private long firstNanos;
  private long lastNanos;

  synchronized void expect(int messages) {
    missing = new CountDownLatch(messages);
    expected = messages;
    firstNanos = 0;
  }

  synchronized void arrived() {
    if (missing.getCount() == 0) {
      return;
    }
    lastNanos = System.nanoTime();
    if (firstNanos == 0) {
      firstNanos = lastNanos;
    }
    missing.countDown();
  }

  Rate await() throws InterruptedException {
    return awaitSince(this);
  }

  /** As {@link #await}, from the first of these others on. */
  Rate awaitSince(Arrivals others) throws InterruptedException {
    if (!latch().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "Expected %d messages, but %d did not arrive".formatted(expected, latch().getCount()));
    }
    return rateSince(others.firstNanos());
  }

  private synchronized CountDownLatch latch() {
    return missing;
  }

  private synchronized long firstNanos() {
    return firstNanos;
  }

  private synchronized Rate rateSince(long began) {
    return new Rate(expected - 1L, Duration.ofNanos(lastNanos - began));
  }
}
