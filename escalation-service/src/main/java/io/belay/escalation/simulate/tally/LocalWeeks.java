package io.belay.escalation.simulate.tally;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;

/** Weeks and their hours as people at the place live them. */
public record LocalWeeks(ZoneId zone) {
  /** Hours of a week, from Monday 0:00. */
  public static final int HOURS = 7 * 24;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final long WEEK_MILLIS = HOURS * HOUR_MILLIS;

  /** A Monday, 0:00 local time. */
  private static final long MONDAY_MILLIS =
      LocalDateTime.of(1969, 12, 29, 0, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

  /** ISO 8601, such as 2026-W47. */
  String weekOf(Instant at) {
    var local = at.atZone(zone);
    int week = local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    return local.get(IsoFields.WEEK_BASED_YEAR) + (week < 10 ? "-W0" : "-W") + week;
  }

  /** 0 for the hour from Monday 0:00 to 1:00. */
  int hourOf(Instant at) {
    return (int) ((localMillis(at) - MONDAY_MILLIS) % WEEK_MILLIS / HOUR_MILLIS);
  }

  /**
   * Adds the time between two instants to the hours of the week in which it passed, in
   * milliseconds. On the clock on the wall: an hour that a change of the clock skips or repeats
   * makes no difference that would show in a figure of many weeks.
   */
  void spread(Instant from, Instant to, long[] millisByHour) {
    long start = localMillis(from);
    long end = localMillis(to);
    long wholeWeeks = Math.max(0, (end - start) / WEEK_MILLIS);
    for (int hour = 0; wholeWeeks > 0 && hour < HOURS; hour++) {
      millisByHour[hour] += wholeWeeks * HOUR_MILLIS;
    }
    long at = start + wholeWeeks * WEEK_MILLIS;
    while (at < end) {
      long hours = (at - MONDAY_MILLIS) / HOUR_MILLIS;
      long next = Math.min(end, MONDAY_MILLIS + (hours + 1) * HOUR_MILLIS);
      millisByHour[(int) (hours % HOURS)] += next - at;
      at = next;
    }
  }

  private long localMillis(Instant at) {
    return at.toEpochMilli() + zone.getRules().getOffset(at).getTotalSeconds() * 1000L;
  }
}
