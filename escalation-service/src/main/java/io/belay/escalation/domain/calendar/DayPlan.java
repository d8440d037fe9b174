package io.belay.escalation.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Which windows a date has, and which date is the next to depart from the weekly ones. */
final class DayPlan {
  private static final Window[] NONE = {};
  private static final int A_LEAP_YEAR = 2000;
  private static final int A_COMMON_YEAR = 2001;
  private static final int DAYS_OF_A_LEAP_YEAR = 366;

  /** 29 February is at most this far away, over a century without a leap day. */
  private static final int YEARS_UNTIL_ANY_MONTH_DAY = 8;

  private final Window[][] weekly = new Window[7][];
  private final long[] datedDays;
  private final Window[][] datedWindows;
  private final int[] offInLeapYears;
  private final int[] offInCommonYears;
  private final boolean runsPastMidnight;

  DayPlan(
      Map<DayOfWeek, List<Window>> week,
      SortedMap<LocalDate, List<Window>> dated,
      Collection<MonthDay> yearlyOff) {
    for (DayOfWeek day : DayOfWeek.values()) {
      weekly[day.getValue() - 1] = week.getOrDefault(day, List.of()).toArray(NONE);
    }
    this.datedDays = dated.keySet().stream().mapToLong(LocalDate::toEpochDay).toArray();
    this.datedWindows =
        dated.values().stream().map(windows -> windows.toArray(NONE)).toArray(Window[][]::new);
    this.offInLeapYears = daysOf(A_LEAP_YEAR, yearlyOff);
    this.offInCommonYears = daysOf(A_COMMON_YEAR, yearlyOff);
    this.runsPastMidnight = anyRunsPastMidnight(weekly) || anyRunsPastMidnight(datedWindows);
  }

  /** The latest date with hours of its own; empty where no single date has any. */
  Optional<LocalDate> lastDated() {
    return datedDays.length == 0
        ? Optional.empty()
        : Optional.of(LocalDate.ofEpochDay(datedDays[datedDays.length - 1]));
  }

  static int weekday(long epochDay) {
    return (int) Math.floorMod(epochDay + 3, 7L);
  }

  Window[] weeklyOn(int weekday) {
    return weekly[weekday];
  }

  Window[] on(long epochDay) {
    int dated = Arrays.binarySearch(datedDays, epochDay);
    if (dated >= 0) {
      return datedWindows[dated];
    }
    return nextYearlyOff(epochDay) == epochDay ? NONE : weekly[weekday(epochDay)];
  }

  /** The first date at or after this one whose windows may differ from the weekly ones. */
  long nextDeparture(long epochDay) {
    int dated = Arrays.binarySearch(datedDays, epochDay);
    int at = dated >= 0 ? dated : -dated - 1;
    long nextDated = at < datedDays.length ? datedDays[at] : Long.MAX_VALUE;
    return Math.min(nextDated, nextYearlyOff(epochDay));
  }

  boolean runsPastMidnight() {
    return runsPastMidnight;
  }

  boolean departs() {
    return datedDays.length + offInLeapYears.length > 0;
  }

  boolean neverOpens() {
    boolean weekOpens = Arrays.stream(weekly).anyMatch(windows -> windows.length > 0);
    boolean everyDateOff = offInLeapYears.length == DAYS_OF_A_LEAP_YEAR;
    boolean datedOpens = Arrays.stream(datedWindows).anyMatch(windows -> windows.length > 0);
    return (!weekOpens || everyDateOff) && !datedOpens;
  }

  private long nextYearlyOff(long epochDay) {
    if (offInLeapYears.length == 0) {
      return Long.MAX_VALUE;
    }
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    int dayOfYear = date.getDayOfYear();
    long yearStart = epochDay - dayOfYear;
    for (int year = date.getYear(); year <= date.getYear() + YEARS_UNTIL_ANY_MONTH_DAY; year++) {
      int[] off = Year.isLeap(year) ? offInLeapYears : offInCommonYears;
      int found = Arrays.binarySearch(off, dayOfYear);
      int at = found >= 0 ? found : -found - 1;
      if (at < off.length) {
        return yearStart + off[at];
      }
      yearStart += Year.isLeap(year) ? DAYS_OF_A_LEAP_YEAR : DAYS_OF_A_LEAP_YEAR - 1;
      dayOfYear = 1;
    }
    return Long.MAX_VALUE;
  }

  /** Days of such a year, in order, 1 being 1 January; a common year has no 29 February. */
  private static int[] daysOf(int year, Collection<MonthDay> monthDays) {
    return monthDays.stream()
        .filter(monthDay -> monthDay.isValidYear(year))
        .mapToInt(monthDay -> monthDay.atYear(year).getDayOfYear())
        .sorted()
        .distinct()
        .toArray();
  }

  private static boolean anyRunsPastMidnight(Window[][] days) {
    return Arrays.stream(days).flatMap(Arrays::stream).anyMatch(Window::runsPastMidnight);
  }
}
