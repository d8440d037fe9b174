package io.belay.escalation.pack;

import io.belay.escalation.domain.calendar.TieRule;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.calendar.WorkingCalendarBuilder;
import io.belay.escalation.pack.Section.Entry;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the working calendars of a pack. */
final class CalendarReader {
  private static final String ALWAYS = "always";
  private static final Map<String, TieRule> TIES =
      Map.of("close", TieRule.CLOSE, "next-open", TieRule.NEXT_OPEN);

  private final Problems problems;
  private final Values values;
  private final DayText days;

  CalendarReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.days = new DayText(problems);
  }

  Declared<WorkingCalendar> read(Entry calendars) {
    var declared = new Declared<WorkingCalendar>("calendar");
    Section.of("calendars", calendars, problems)
        .map(section -> section.atLeastOne("calendar"))
        .orElse(List.of())
        .forEach(each -> declared.declare(each.name(), each.key(), calendar(each)));
    return declared;
  }

  private Optional<WorkingCalendar> calendar(Entry entry) {
    values.name(entry.key());
    return Section.of("calendar '" + entry.name() + "'", entry, problems)
        .map(section -> section.knowing("zone", "open", "holidays", "overrides", "tie"))
        .flatMap(section -> calendar(section, entry.key()));
  }

  private Optional<WorkingCalendar> calendar(Section section, Node place) {
    int before = problems.count();
    var zone = section.required("zone").flatMap(entry -> values.zone(entry.value()));
    var builder = WorkingCalendar.in(zone.orElse(ZoneId.of("UTC")));
    section.required("open").ifPresent(entry -> open(entry, builder));
    section.optional("holidays").ifPresent(entry -> holidays(entry.value(), builder));
    section.optional("overrides").ifPresent(entry -> overrides(entry, builder));
    section
        .optional("tie")
        .flatMap(entry -> values.word(entry.value(), "tie rule", TIES.keySet()))
        .ifPresent(word -> builder.tieRule(TIES.getOrDefault(word, TieRule.CLOSE)));
    if (problems.count() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(builder.build());
    } catch (IllegalArgumentException neverOpen) {
      problems.at(place, neverOpen.getMessage() + ": give 'open' some hours");
      return Optional.empty();
    }
  }

  private void open(Entry open, WorkingCalendarBuilder builder) {
    if (open.value() instanceof ScalarNode scalar && scalar.getValue().equals(ALWAYS)) {
      builder.openDaily("00:00", "24:00");
      return;
    }
    Set<DayOfWeek> seen = EnumSet.noneOf(DayOfWeek.class);
    for (var entry :
        Section.of("open (or the word always)", open, problems)
            .map(Section::entries)
            .orElse(List.of())) {
      var windows = days.windows(entry.value());
      for (var day : days.weekdays(entry.key())) {
        if (!seen.add(day)) {
          problems.at(
              entry.key(), "Expected each day of the week once: " + day + " is there twice");
        }
        windows.forEach(window -> builder.open(day, window));
      }
    }
  }

  private void holidays(Node node, WorkingCalendarBuilder builder) {
    Set<LocalDate> seen = new HashSet<>();
    for (var item : values.list(node)) {
      if (DayText.isEachYear(item)) {
        days.monthDay(item).ifPresent(builder::holidayEachYear);
        continue;
      }
      for (var date : days.dates(item)) {
        if (!seen.add(date)) {
          problems.at(item, "Expected each holiday once, but " + date + " is there twice");
        }
        builder.holiday(date);
      }
    }
  }

  private void overrides(Entry overrides, WorkingCalendarBuilder builder) {
    for (var entry :
        Section.of("overrides", overrides, problems).map(Section::entries).orElse(List.of())) {
      var windows = days.windows(entry.value());
      days.dates(entry.key()).forEach(date -> builder.override(date, windows));
    }
  }
}
