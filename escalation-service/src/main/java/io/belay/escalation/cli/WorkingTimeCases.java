package io.belay.escalation.cli;

import io.belay.escalation.cli.ConformanceCase.Answers;
import io.belay.escalation.cli.ConformanceCase.Verdict;
import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.calendar.TieRule;
import io.belay.escalation.domain.calendar.Window;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.calendar.WorkingCalendarBuilder;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads cases of working-time clocks: when a target is due, and how much time was used. */
final class WorkingTimeCases {
  private WorkingTimeCases() {}

  static ConformanceCase read(JsonNode one, JsonNode calendars) {
    String kind = text(one, "kind");
    return new ConformanceCase(
        text(one, "id"),
        kind,
        () ->
            switch (kind) {
              case "due" -> due(one, calendars);
              case "elapsed" -> elapsed(one, calendars);
              case "lifecycle" -> Verdict.SKIPPED;
              default -> Verdict.failed("expected due, elapsed or lifecycle, but it is " + kind);
            });
  }

  private static Verdict due(JsonNode one, JsonNode calendars) {
    JsonNode input = one.path("input");
    WorkingCalendar calendar = calendar(required(calendars, text(one, "calendar")));
    ZoneId zone = zone(input, calendar);
    Instant start = instant(text(input, "start"), zone);
    Duration target = seconds(required(input, "target_seconds"));
    List<Pause> pauses = pauses(input, zone);
    Answers answers =
        new Answers()
            .compare(
                "due",
                instant(text(one, "expected_due"), zone),
                calendar.with(TieRule.CLOSE).due(start, target, pauses));
    if (one.hasNonNull("expected_due_next_open_rule")) {
      answers.compare(
          "due by the next-open rule",
          instant(text(one, "expected_due_next_open_rule"), zone),
          calendar.with(TieRule.NEXT_OPEN).due(start, target, pauses));
    }
    return answers.verdict();
  }

  private static Verdict elapsed(JsonNode one, JsonNode calendars) {
    JsonNode input = one.path("input");
    WorkingCalendar calendar = calendar(required(calendars, text(one, "calendar")));
    ZoneId zone = zone(input, calendar);
    return new Answers()
        .compare(
            "elapsed",
            seconds(required(one, "expected_elapsed_seconds")),
            calendar.elapsed(
                instant(text(input, "start"), zone),
                instant(text(input, "end"), zone),
                pauses(input, zone)))
        .verdict();
  }

  private static WorkingCalendar calendar(JsonNode described) {
    WorkingCalendarBuilder builder = WorkingCalendar.in(ZoneId.of(text(described, "timezone")));
    for (DayOfWeek day : DayOfWeek.values()) {
      String key = day.name().substring(0, 3).toLowerCase(Locale.ROOT);
      windows(described.path("week").path(key)).forEach(window -> builder.open(day, window));
    }
    for (JsonNode date : described.path("holidays")) {
      builder.holiday(LocalDate.parse(date.asString()));
    }
    for (JsonNode date : described.path("recurring_holidays")) {
      builder.holidayEachYear(MonthDay.parse("--" + date.asString()));
    }
    for (Map.Entry<String, JsonNode> date : described.path("date_overrides").properties()) {
      builder.override(LocalDate.parse(date.getKey()), windows(date.getValue()));
    }
    return builder.build();
  }

  private static List<Window> windows(JsonNode day) {
    List<Window> windows = new ArrayList<>();
    for (JsonNode window : day) {
      windows.add(Window.of(window.path(0).asString(), window.path(1).asString()));
    }
    return windows;
  }

  private static List<Pause> pauses(JsonNode input, ZoneId zone) {
    List<Pause> pauses = new ArrayList<>();
    for (JsonNode pause : input.path("pauses")) {
      pauses.add(
          Pause.between(
              instant(pause.path(0).asString(), zone), instant(pause.path(1).asString(), zone)));
    }
    return pauses;
  }

  private static ZoneId zone(JsonNode input, WorkingCalendar calendar) {
    return input.hasNonNull("tz") ? ZoneId.of(text(input, "tz")) : calendar.zone();
  }

  /** A time without an offset is local to {@code zone}. */
  private static Instant instant(String text, ZoneId zone) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.atZone(zone).toInstant()
        : Instant.from(time);
  }

  private static Duration seconds(JsonNode number) {
    BigDecimal nanos = number.decimalValue().movePointRight(9);
    return Duration.ofNanos(nanos.longValueExact());
  }

  static String text(JsonNode node, String key) {
    return required(node, key).asString();
  }

  static JsonNode required(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException("Expected '" + key + "', but it is missing");
    }
    return value;
  }
}
