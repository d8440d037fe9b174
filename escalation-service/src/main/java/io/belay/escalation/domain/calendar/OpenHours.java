package io.belay.escalation.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Optional;

/**
 * The open stretches of local days as physical time, in nanoseconds since 1970-01-01T00:00Z. A day
 * lasts from one local midnight to the next; stretches are pairs of opening and closing, in order,
 * apart from each other, and cut at the day's ends.
 *
 * <p>Most days are <em>regular</em>: their windows are the weekly ones and the zone's offset stays,
 * so they are read from a template and can be skipped by the week.
 */
final class OpenHours {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long DAY_SECONDS = 86_400L;

  /** How many days around a change of offset may not last 24 hours or have windows from before. */
  private static final int REACH = 2;

  private final DayPlan plan;
  private final ZoneRules rules;
  private final boolean fixedOffset;
  private final long[][] template = new long[7][];
  private final long[] regularNanos = new long[7];
  private final long weekNanos;

  /** The latest date with hours of its own; empty where no single date has any. */
  Optional<LocalDate> lastDated() {
    return plan.lastDated();
  }

  OpenHours(ZoneId zone, DayPlan plan) {
    this.plan = plan;
    this.rules = zone.getRules();
    this.fixedOffset = rules.isFixedOffset();
    long week = 0;
    for (int weekday = 0; weekday < 7; weekday++) {
      template[weekday] = templateOf(weekday);
      regularNanos[weekday] = length(template[weekday]);
      week += regularNanos[weekday];
    }
    this.weekNanos = week;
  }

  /** The open time of seven regular days in a row. */
  long weekNanos() {
    return weekNanos;
  }

  /** The open time of a day that is known to be regular. */
  long regularNanos(long day) {
    return regularNanos[DayPlan.weekday(day)];
  }

  boolean alwaysOpen() {
    return weekNanos == 7 * Window.DAY_NANOS && !plan.departs();
  }

  /** The day, by its epoch day, that an instant lies in. */
  long dayAt(long instantNanos) {
    long second = Math.floorDiv(instantNanos, SECOND_NANOS);
    int offset = rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    long day = Math.floorDiv(second + offset, DAY_SECONDS);
    // where clocks go back over midnight, the local date returns to the day before for a while
    while (instantNanos < midnight(day)) {
      day--;
    }
    while (instantNanos >= midnight(day + 1)) {
      day++;
    }
    return day;
  }

  /** Starts a walk over days; it is used by one thread. */
  Walk walk() {
    return new Walk();
  }

  /**
   * The days that are asked for one after the other. When the zone's offset changes next is looked
   * up once, not for every day before.
   */
  final class Walk {
    /** For every day from {@link #since} on that is not after it, the day of the next change. */
    private long change = Long.MIN_VALUE;

    private long since;

    /** Midnight of 1970-01-01, had the offset of the days from {@link #since} on held then. */
    private long steadyEpoch;

    private Walk() {}

    /** How many days from this one on are regular; 0 when it is not. */
    long regularDaysFrom(long day) {
      long departure = plan.nextDeparture(plan.runsPastMidnight() ? day - 1 : day);
      return departure <= day ? 0 : Math.max(0, Math.min(departure, changeFrom(day)) - day);
    }

    long[] on(long day) {
      return regularDaysFrom(day) > 0 ? onRegular(day) : onIrregular(day);
    }

    long[] onRegular(long day) {
      return shifted(template[DayPlan.weekday(day)].clone(), midnight(day));
    }

    long[] onIrregular(long day) {
      changeFrom(day);
      boolean steady = day - REACH >= since && day + REACH < change;
      return steady
          ? shifted(
              merged(ofWindows(plan.on(day - 1), plan.on(day))),
              steadyEpoch + day * Window.DAY_NANOS)
          : onUnsteady(day);
    }

    private long changeFrom(long day) {
      if (day < since || day > change) {
        since = day;
        change = nextOffsetChange(day);
        steadyEpoch = midnight(day + REACH) - (day + REACH) * Window.DAY_NANOS;
      }
      return change;
    }
  }

  /** The open stretches of a day around which the offset may change. */
  private long[] onUnsteady(long day) {
    long start = midnight(day);
    long end = midnight(day + 1);
    long[] open = {};
    // two dates back: a zone that skips a date puts a night shift from before it onto the date
    // after
    for (long date = day - REACH; date <= day + 1; date++) {
      for (Window window : plan.on(date)) {
        long from = Math.max(start, instant(date, window.startNanos()));
        long to = Math.min(end, instant(date, window.endNanos()));
        open = add(open, from, to);
      }
    }
    return merged(open);
  }

  private long[] templateOf(int weekday) {
    return merged(ofWindows(plan.weeklyOn((weekday + 6) % 7), plan.weeklyOn(weekday)));
  }

  /** After local midnight: what is left of the night before, and the day up to its end. */
  private static long[] ofWindows(Window[] dayBefore, Window[] ofDay) {
    long[] open = {};
    for (Window window : dayBefore) {
      open = add(open, 0, window.endNanos() - Window.DAY_NANOS);
    }
    for (Window window : ofDay) {
      open = add(open, window.startNanos(), Math.min(window.endNanos(), Window.DAY_NANOS));
    }
    return open;
  }

  private static long[] shifted(long[] open, long by) {
    for (int i = 0; i < open.length; i++) {
      open[i] += by;
    }
    return open;
  }

  /** The first day at or after this one in which the zone's offset may change. */
  private long nextOffsetChange(long day) {
    if (fixedOffset) {
      return Long.MAX_VALUE;
    }
    ZoneOffsetTransition change =
        rules.nextTransition(Instant.ofEpochSecond((day - 2) * DAY_SECONDS));
    while (change != null) {
      long before = change.getDateTimeBefore().toLocalDate().toEpochDay();
      long after = change.getDateTimeAfter().toLocalDate().toEpochDay();
      if (Math.max(before, after) >= day) {
        return Math.min(before, after);
      }
      change = rules.nextTransition(change.getInstant());
    }
    return Long.MAX_VALUE;
  }

  private long midnight(long day) {
    return instant(day, 0);
  }

  /**
   * The instant of a local time as java.time has it: in a gap moved forward by its length, in an
   * overlap at the earlier offset. Both are the local time at the offset before the change.
   */
  private long instant(long day, long nanos) {
    long second = day * DAY_SECONDS + nanos / SECOND_NANOS;
    int offset =
        rules.getOffset(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)).getTotalSeconds();
    return (second - offset) * SECOND_NANOS + nanos % SECOND_NANOS;
  }

  private static long[] add(long[] open, long from, long to) {
    if (from >= to) {
      return open;
    }
    long[] longer = Arrays.copyOf(open, open.length + 2);
    longer[open.length] = from;
    longer[open.length + 1] = to;
    return longer;
  }

  /**
   * Windows may touch or overlap, as written or by a change of offset: each instant counts once.
   */
  private static long[] merged(long[] open) {
    sortPairs(open);
    int end = 0;
    for (int i = 0; i < open.length; i += 2) {
      if (end > 0 && open[i] <= open[end - 1]) {
        open[end - 1] = Math.max(open[end - 1], open[i + 1]);
      } else {
        open[end] = open[i];
        open[end + 1] = open[i + 1];
        end += 2;
      }
    }
    return Arrays.copyOf(open, end);
  }

  private static void sortPairs(long[] open) {
    for (int i = 2; i < open.length; i += 2) {
      for (int j = i; j > 0 && open[j] < open[j - 2]; j -= 2) {
        swap(open, j, j - 2);
        swap(open, j + 1, j - 1);
      }
    }
  }

  private static void swap(long[] open, int a, int b) {
    long kept = open[a];
    open[a] = open[b];
    open[b] = kept;
  }

  private static long length(long[] open) {
    long sum = 0;
    for (int i = 0; i < open.length; i += 2) {
      sum += open[i + 1] - open[i];
    }
    return sum;
  }
}
