package io.belay.escalation.simulate.tally;

/** Numbers as a report shows them: three places, so that a difference in them is one people see. */
public final class Rounded {
  private static final double HOUR_MILLIS = 3_600_000;

  private Rounded() {}

  public static double of(double number) {
    return Math.round(number * 1000) / 1000.0;
  }

  /** 0 where there is nothing to divide by. */
  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : of((double) part / whole);
  }

  static double hours(long millis) {
    return of(millis / HOUR_MILLIS);
  }

  static double hoursEach(long millis, long count) {
    return count == 0 ? 0 : of(millis / HOUR_MILLIS / count);
  }
}
