package io.belay.escalation.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Describes a working calendar in the words of a policy pack. */
public final class WorkingCalendarBuilder {
  private final ZoneId zone;
  private final Map<DayOfWeek, List<Window>> week = new EnumMap<>(DayOfWeek.class);
  private final NavigableMap<LocalDate, List<Window>> holidays = new TreeMap<>();
  private final NavigableMap<LocalDate, List<Window>> overrides = new TreeMap<>();
  private final Set<MonthDay> yearlyOff = new TreeSet<>();
  private TieRule tieRule = TieRule.CLOSE;

  WorkingCalendarBuilder(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Adds a window to a day of the week; 24:00 is its end, an end at or before the start is on the
   * next.
   */
  public WorkingCalendarBuilder open(DayOfWeek day, String start, String end) {
    return open(day, Window.of(start, end));
  }

  public WorkingCalendarBuilder open(DayOfWeek day, Window window) {
    week.computeIfAbsent(day, ignored -> new ArrayList<>()).add(window);
    return this;
  }

  /** Adds a window to each day of the week. */
  public WorkingCalendarBuilder openDaily(String start, String end) {
    for (DayOfWeek day : DayOfWeek.values()) {
      open(day, start, end);
    }
    return this;
  }

  /** Adds a window from Monday to Friday. */
  public WorkingCalendarBuilder openMondayToFriday(String start, String end) {
    for (int day = 1; day <= 5; day++) {
      open(DayOfWeek.of(day), start, end);
    }
    return this;
  }

  /** Drops the weekly windows of this date. */
  public WorkingCalendarBuilder holiday(LocalDate date) {
    holidays.put(date, List.of());
    return this;
  }

  /** Drops the weekly windows of this date in every year that has it. */
  public WorkingCalendarBuilder holidayEachYear(MonthDay date) {
    yearlyOff.add(date);
    return this;
  }

  /**
   * Replaces the windows of this date, a holiday or not: a short day, a make-up working day, or,
   * with no window, a day off.
   */
  public WorkingCalendarBuilder override(LocalDate date, List<Window> windows) {
    overrides.put(date, List.copyOf(windows));
    return this;
  }

  public WorkingCalendarBuilder tieRule(TieRule rule) {
    tieRule = rule;
    return this;
  }

  /**
   * The calendar as described.
   *
   * @throws IllegalArgumentException if it would never be open
   */
  public WorkingCalendar build() {
    TreeMap<LocalDate, List<Window>> dated = new TreeMap<>(holidays);
    dated.putAll(overrides);
    DayPlan plan = new DayPlan(week, dated, yearlyOff);
    if (plan.neverOpens()) {
      throw new IllegalArgumentException(
          "Expected a calendar with working time, but it has no window on any day");
    }
    return new WorkingCalendar(zone, new OpenHours(zone, plan), tieRule);
  }
}
