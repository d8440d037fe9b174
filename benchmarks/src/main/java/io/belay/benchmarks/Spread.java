package io.belay.benchmarks;

import java.util.Arrays;
import java.util.List;

/** How a number of measured durations spread, in milliseconds. */
record Spread(int count, long p50Millis, long p99Millis, long maxMillis) {

  /** The spread of these values. */
  static Spread of(List<Long> millis) {
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("Expected something to have been measured");
    }
    long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Spread(
        sorted.length, rank(sorted, 0.50), rank(sorted, 0.99), sorted[sorted.length - 1]);
  }

  /** Nearest rank: the smallest value that at least this share does not exceed. */
  private static long rank(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  @Override
  public String toString() {
    return "p50 %,d ms   p99 %,d ms   max %,d ms   (n = %,d)"
        .formatted(p50Millis, p99Millis, maxMillis, count);
  }
}
