package io.belay.escalation.cli;

import static io.belay.escalation.cli.WorkingTimeCases.required;
import static io.belay.escalation.cli.WorkingTimeCases.text;

import io.belay.escalation.cli.ConformanceCase.Answers;
import io.belay.escalation.cli.ConformanceCase.Verdict;
import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads worked examples of statutory clocks. */
final class StatutoryExamples {
  private static final Pattern CAPPED_CYCLES = Pattern.compile("BILLING_CYCLES_CAP_(\\d+)D");

  private static final Pattern SECOND_AND_FOURTH_SATURDAY =
      Pattern.compile("2nd ?(/|and|&) ?4th Saturdays? closed");

  /** The examples give the day only; the time is the entity's setting. */
  private static final LocalTime CLOSE_OF_BUSINESS = LocalTime.of(17, 0);

  private StatutoryExamples() {}

  static ConformanceCase read(JsonNode one, JsonNode calendars) {
    return new ConformanceCase(text(one, "id"), "statutory", () -> verdict(one, calendars));
  }

  private static Verdict verdict(JsonNode one, JsonNode calendars) {
    ZoneId zone = ZoneId.of(text(one, "zone"));
    String dueKind = text(one, "due_kind");
    String expected = text(one, "expected_due");
    StatutoryClock clock =
        new StatutoryClock(
            term(one),
            zone,
            businessDays(required(calendars, text(one, "calendar"))),
            options(text(one, "variant"), dueKind));
    Instant due = clock.due(instant(text(one, "start")), pauses(one.path("pause")));
    return new Answers().compare("due", expected(expected, dueKind, zone), due).verdict();
  }

  private static Instant expected(String expected, String dueKind, ZoneId zone) {
    return switch (dueKind) {
      case "instant" -> instant(expected);
      case "close_of_business" ->
          LocalDate.parse(expected).atTime(CLOSE_OF_BUSINESS).atZone(zone).toInstant();
      case "end_of_local_day", "customer_window_end" ->
          LocalDate.parse(expected).plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
      default ->
          throw new IllegalArgumentException("Expected a known due_kind, but it is " + dueKind);
    };
  }

  private static Term term(JsonNode one) {
    int count = required(one, "count").asInt();
    String unit = text(one, "unit");
    Matcher capped = CAPPED_CYCLES.matcher(unit);
    if (capped.matches()) {
      return new Term.Earlier(
          new Term.BillingCycles(count, required(one, "billing_cycle_close_day").asInt()),
          new Term.CalendarDays(Integer.parseInt(capped.group(1))));
    }
    return switch (unit) {
      case "BUSINESS_DAYS" -> new Term.OpenDays(count);
      case "CALENDAR_DAYS" -> new Term.CalendarDays(count);
      case "CALENDAR_MONTHS" -> new Term.Months(count);
      case "ELAPSED_HOURS" -> new Term.ElapsedHours(count);
      default -> throw new IllegalArgumentException("Expected a known unit, but it is " + unit);
    };
  }

  private static Options options(String variant, String dueKind) {
    return new Options(
        dueKind.equals("close_of_business") ? CLOSE_OF_BUSINESS : null,
        variant.contains("deemed"),
        variant.contains("roll") && !variant.contains("no_roll"));
  }

  /**
   * The format says in its descriptions alone which weekdays are closed, so they are read there.
   */
  private static BusinessDays businessDays(JsonNode calendar) {
    String description = text(calendar, "description");
    if (description.startsWith("every day")) {
      return BusinessDays.EVERY_DAY;
    }
    Set<LocalDate> holidays = dates(calendar.path("holidays"));
    Set<LocalDate> makeUpDays = dates(calendar.path("extra_workdays"));
    return SECOND_AND_FOURTH_SATURDAY.matcher(description).find()
        ? new BusinessDays(Set.of(DayOfWeek.SUNDAY), Set.of(2, 4), holidays, makeUpDays)
        : BusinessDays.mondayToFriday(holidays, makeUpDays);
  }

  private static Set<LocalDate> dates(JsonNode list) {
    Set<LocalDate> dates = new HashSet<>();
    for (JsonNode date : list) {
      dates.add(LocalDate.parse(date.asString()));
    }
    return dates;
  }

  private static List<Pause> pauses(JsonNode list) {
    List<Pause> pauses = new ArrayList<>();
    for (JsonNode pause : list) {
      pauses.add(
          new Pause(
              instant(text(pause, "stopped")),
              instant(text(pause, "resumed")),
              text(pause, "reason")));
    }
    return pauses;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
