package io.belay.endtoend.faults;

/**
 * One fault and what came of it; times are of {@link System#nanoTime}.
 *
 * @param until when nothing was behind any more
 */
record Episode(String fault, long from, long healedAt, long until) {
  boolean has(long at) {
    return at >= from && at < until;
  }
}
