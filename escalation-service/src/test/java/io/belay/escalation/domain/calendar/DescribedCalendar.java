package io.belay.escalation.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A calendar as written down, for an oracle that reads the words and not our code. */
record DescribedCalendar(
    ZoneId zone,
    Map<DayOfWeek, List<LocalHours>> week,
    Set<LocalDate> holidays,
    Set<MonthDay> yearly,
    Map<LocalDate, List<LocalHours>> overrides) {

  /** Minutes after midnight; 1440 is the end of the day, an end at or before the start the next. */
  record LocalHours(int fromMinute, int toMinute) {
    String start() {
      return clock(fromMinute);
    }

    String end() {
      return clock(toMinute);
    }

    private static String clock(int minute) {
      return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
  }

  List<LocalHours> on(LocalDate date) {
    if (overrides.containsKey(date)) {
      return overrides.get(date);
    }
    if (holidays.contains(date) || yearly.contains(MonthDay.from(date))) {
      return List.of();
    }
    return week.getOrDefault(date.getDayOfWeek(), List.of());
  }

  WorkingCalendar calendar() {
    WorkingCalendarBuilder builder = WorkingCalendar.in(zone);
    week.forEach(
        (day, hours) -> hours.forEach(each -> builder.open(day, each.start(), each.end())));
    holidays.forEach(builder::holiday);
    yearly.forEach(builder::holidayEachYear);
    overrides.forEach(
        (date, hours) ->
            builder.override(
                date, hours.stream().map(each -> Window.of(each.start(), each.end())).toList()));
    return builder.build();
  }
}
