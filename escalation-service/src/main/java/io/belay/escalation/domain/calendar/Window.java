package io.belay.escalation.domain.calendar;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * Working hours of one date, half-open, in nanoseconds after its local midnight. An end beyond 24
 * hours runs into the next date and still belongs to the date it started on.
 */
public record Window(long startNanos, long endNanos) {
  static final long DAY_NANOS = 86_400_000_000_000L;

  public Window {
    if (startNanos < 0 || startNanos >= DAY_NANOS) {
      throw new IllegalArgumentException(
          "Expected a window to start within its day, but it starts at " + startNanos + " ns");
    }
    if (endNanos <= startNanos || endNanos - startNanos > DAY_NANOS) {
      throw new IllegalArgumentException(
          "Expected a window of more than nothing and at most 24 hours, but it lasts "
              + (endNanos - startNanos)
              + " ns");
    }
  }

  /**
   * A window between two times of the form {@code 09:00}, where {@code 24:00} is the end of the
   * day; an end at or before the start is meant on the next date.
   */
  public static Window of(String start, String end) {
    long startNanos = nanosOfDay(start);
    long endNanos = nanosOfDay(end);
    return new Window(startNanos, endNanos <= startNanos ? endNanos + DAY_NANOS : endNanos);
  }

  boolean runsPastMidnight() {
    return endNanos > DAY_NANOS;
  }

  private static long nanosOfDay(String time) {
    if (time.equals("24:00")) {
      return DAY_NANOS;
    }
    try {
      return LocalTime.parse(time).toNanoOfDay();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "Expected a time of day between 00:00 and 24:00, but found '" + time + "'", unreadable);
    }
  }
}
