package io.belay.escalation.domain.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Says how much working time lies between two instants, and when a budget of it is used up.
 * Immutable and safe for any number of threads.
 *
 * <p>Windows are local wall-clock times of the calendar's zone by the rules of {@code java.time} (a
 * time that does not exist is moved forward by the gap, one that exists twice is the earlier); what
 * is counted is physical time, exact to the nanosecond. Instants from 1678 to 2261 are understood.
 * The cost of an answer grows with the holidays, overrides and clock changes of the range, not with
 * its days.
 */
public final class WorkingCalendar {
  /** A due time further away than this is a mistake in a policy, not a promise: about 100 years. */
  static final Duration HORIZON = Duration.ofDays(36_525);

  /** Open at every instant, in any zone. */
  public static final WorkingCalendar ALWAYS =
      in(ZoneOffset.UTC).openDaily("00:00", "24:00").build();

  private final ZoneId zone;
  private final OpenHours hours;
  private final TieRule tieRule;
  private final boolean always;

  WorkingCalendar(ZoneId zone, OpenHours hours, TieRule tieRule) {
    this.zone = zone;
    this.hours = hours;
    this.tieRule = tieRule;
    this.always = hours.alwaysOpen();
  }

  /** Starts the description of a calendar whose windows are local times of this zone. */
  public static WorkingCalendarBuilder in(ZoneId zone) {
    return new WorkingCalendarBuilder(zone);
  }

  /** The same working hours under another tie rule. */
  public WorkingCalendar with(TieRule otherTieRule) {
    return new WorkingCalendar(zone, hours, otherTieRule);
  }

  public ZoneId zone() {
    return zone;
  }

  public TieRule tieRule() {
    return tieRule;
  }

  /**
   * The latest single date that was written down as a holiday or with other hours; empty where
   * there is none, and every year is like the next.
   */
  public Optional<LocalDate> lastDated() {
    return hours.lastDated();
  }

  /**
   * The earliest instant at which {@code target} of working time has been used since {@code start};
   * for no time at all, {@code start} itself or the next opening.
   *
   * @throws DateTimeException if it lies more than 100 years after {@code start}
   */
  public Instant due(Instant start, Duration target) {
    return due(start, target, List.of());
  }

  /** As {@link #due(Instant, Duration)}, but time in a pause is not used; pauses may overlap. */
  public Instant due(Instant start, Duration target, List<Pause> pauses) {
    if (target.isNegative() || target.compareTo(HORIZON) > 0) {
      throw new DateTimeException(
          "Expected a target between nothing and 100 years, but it is " + target);
    }
    long from = nanos(start);
    long remaining = target.toNanos();
    for (Pause pause : PauseOrder.apart(pauses)) {
      long stop = nanos(pause.from());
      long length = elapsed(from, stop);
      if (tieRule.fallsWithin(remaining, length)) {
        break;
      }
      remaining -= length;
      from = Math.max(from, nanos(pause.to()));
    }
    return instant(due(from, remaining));
  }

  /** The working time between two instants; nothing when {@code to} is not after {@code from}. */
  public Duration elapsed(Instant from, Instant to) {
    return Duration.ofNanos(elapsed(nanos(from), nanos(to)));
  }

  /** As {@link #elapsed(Instant, Instant)}, without the time in a pause; pauses may overlap. */
  public Duration elapsed(Instant from, Instant to, List<Pause> pauses) {
    long start = nanos(from);
    long end = nanos(to);
    long used = elapsed(start, end);
    for (Pause pause : PauseOrder.apart(pauses)) {
      used -= elapsed(Math.max(start, nanos(pause.from())), Math.min(end, nanos(pause.to())));
    }
    return Duration.ofNanos(used);
  }

  /** Whether working time runs at this instant; a closing instant is no longer open. */
  public boolean isOpen(Instant at) {
    long instant = nanos(at);
    return always || openBetween(hours.walk().on(hours.dayAt(instant)), instant, instant + 1) > 0;
  }

  /**
   * The first open instant that is not before this one.
   *
   * @throws DateTimeException if there is none within 100 years
   */
  public Instant nextOpening(Instant from) {
    return instant(due(nanos(from), 0));
  }

  /** What the time between two instants consists of, in order and without a gap. */
  public List<Stretch> stretches(Instant from, Instant to) {
    return stretches(from, to, List.of());
  }

  /** As {@link #stretches(Instant, Instant)}, with pauses; where two overlap, the earlier shows. */
  public List<Stretch> stretches(Instant from, Instant to, List<Pause> pauses) {
    StretchList list = new StretchList(from, PauseOrder.apart(pauses));
    if (!from.isBefore(to)) {
      return List.of();
    }
    if (always) {
      list.open(from, to);
      return list.until(to);
    }
    long start = nanos(from);
    long end = nanos(to);
    long lastDay = hours.dayAt(end);
    OpenHours.Walk days = hours.walk();
    for (long day = hours.dayAt(start); day <= lastDay; day++) {
      long[] open = days.on(day);
      for (int i = 0; i < open.length; i += 2) {
        if (open[i] < end && open[i + 1] > start) {
          list.open(instant(Math.max(start, open[i])), instant(Math.min(end, open[i + 1])));
        }
      }
    }
    return list.until(to);
  }

  private long due(long start, long target) {
    if (always) {
      return Math.addExact(start, target);
    }
    long day = hours.dayAt(start);
    long lastDay = day + HORIZON.toDays();
    OpenHours.Walk days = hours.walk();
    Budget budget = new Budget(start, target);
    if (budget.endsOn(days.on(day))) {
      return budget.end;
    }
    day++;
    while (day <= lastDay) {
      long regularDays = Math.min(days.regularDaysFrom(day), lastDay - day + 1);
      if (regularDays == 0) {
        if (budget.endsOn(days.onIrregular(day))) {
          return budget.end;
        }
        day++;
      } else if (hours.weekNanos() == 0) {
        day += regularDays;
      } else {
        long weeks =
            Math.min(regularDays / 7, tieRule.outlasts(budget.remaining, hours.weekNanos()));
        budget.remaining -= weeks * hours.weekNanos();
        day += weeks * 7;
        long last = day + Math.min(regularDays - weeks * 7, 7);
        for (; day < last; day++) {
          long length = hours.regularNanos(day);
          if (!tieRule.fallsWithin(budget.remaining, length)) {
            budget.remaining -= length;
          } else if (budget.endsOn(days.onRegular(day))) {
            return budget.end;
          }
        }
      }
    }
    throw new DateTimeException(
        "Expected "
            + Duration.ofNanos(target)
            + " of working time within 100 years after "
            + instant(start)
            + ", but the calendar has only "
            + Duration.ofNanos(target - budget.remaining));
  }

  private long elapsed(long from, long to) {
    if (from >= to) {
      return 0;
    }
    if (always) {
      return Math.subtractExact(to, from);
    }
    long day = hours.dayAt(from);
    long lastDay = hours.dayAt(to);
    OpenHours.Walk days = hours.walk();
    long sum = openBetween(days.on(day), from, to);
    if (day == lastDay) {
      return sum;
    }
    day++;
    while (day < lastDay) {
      long regularDays = Math.min(days.regularDaysFrom(day), lastDay - day);
      if (regularDays == 0) {
        sum += openBetween(days.onIrregular(day), from, to);
        day++;
      } else {
        long weeks = regularDays / 7;
        sum += weeks * hours.weekNanos();
        long last = day + regularDays;
        for (day += weeks * 7; day < last; day++) {
          sum += hours.regularNanos(day);
        }
      }
    }
    return sum + openBetween(days.on(lastDay), from, to);
  }

  private static long openBetween(long[] open, long from, long to) {
    long sum = 0;
    for (int i = 0; i < open.length; i += 2) {
      sum += Math.max(0, Math.min(to, open[i + 1]) - Math.max(from, open[i]));
    }
    return sum;
  }

  private static long nanos(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException beyond) {
      throw new DateTimeException(
          "Expected an instant between the years 1678 and 2261, but it is " + instant, beyond);
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  /** Working time not yet used on the way from a start to the due time. */
  private final class Budget {
    private final long start;
    private long remaining;
    private long end;

    private Budget(long start, long target) {
      this.start = start;
      this.remaining = target;
    }

    private boolean endsOn(long[] open) {
      for (int i = 0; i < open.length; i += 2) {
        long from = Math.max(start, open[i]);
        long length = Math.max(0, open[i + 1] - from);
        if (tieRule.fallsWithin(remaining, length)) {
          end = from + remaining;
          return true;
        }
        remaining -= length;
      }
      return false;
    }
  }
}
