package io.belay.notification.domain;

import java.time.Duration;

/** Pauses between repeats: doubling, bounded, and spread so that many do not come back at once. */
final class BackOff {
  private static final int MOST_DOUBLINGS = 20;

  private BackOff() {}

  /**
   * @param first the first one
   * @param longest none is longer
   * @param tried attempts so far, from 1
   * @param seed chooses the spread: the same attempt always waits equally long
   * @return between half and the whole of the doubled pause
   */
  static Duration pause(Duration first, Duration longest, long tried, String seed) {
    long doublings = Math.min(tried - 1, MOST_DOUBLINGS);
    long whole = Math.min(first.toMillis() << doublings, longest.toMillis());
    long spread = Math.floorMod(seed.hashCode() * 31L, Math.max(1, whole / 2));
    return Duration.ofMillis(whole - spread);
  }
}
