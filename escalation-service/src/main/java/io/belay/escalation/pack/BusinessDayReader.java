package io.belay.escalation.pack;

import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.pack.Section.Entry;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads on which days the legal entities of a pack are open, which is what laws count. */
final class BusinessDayReader {
  private static final Pattern SATURDAY_OF_MONTH = Pattern.compile("sat#([1-5])");

  private final Problems problems;
  private final Values values;
  private final DayText days;

  /** Where a legal entity is, and on which days it is open. */
  record Entity(ZoneId zone, BusinessDays days) {}

  BusinessDayReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.days = new DayText(problems);
  }

  Declared<Entity> read(Entry entry) {
    var declared = new Declared<Entity>("business days");
    Section.of("businessDays", entry, problems)
        .map(section -> section.atLeastOne("entity"))
        .orElse(List.of())
        .forEach(each -> declared.declare(each.name(), each.key(), entity(each)));
    return declared;
  }

  private Optional<Entity> entity(Entry entry) {
    values.name(entry.key());
    return Section.of("business days '" + entry.name() + "'", entry, problems)
        .map(section -> section.knowing("zone", "closed", "holidays", "worked"))
        .flatMap(section -> entity(section, entry.key()));
  }

  private Optional<Entity> entity(Section section, Node place) {
    int before = problems.count();
    var zone = section.required("zone").flatMap(e -> values.zone(e.value()));
    Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    Set<Integer> saturdays = new HashSet<>();
    section
        .required("closed")
        .ifPresent(e -> values.list(e.value()).forEach(node -> closed(node, weekdays, saturdays)));
    var holidays = dates(section.optional("holidays"));
    var worked = dates(section.optional("worked"));
    if (weekdays.size() == DayOfWeek.values().length) {
      problems.at(place, "Expected business days in a week: take a day out of 'closed'");
    }
    return problems.count() > before
        ? Optional.empty()
        : zone.map(id -> new Entity(id, new BusinessDays(weekdays, saturdays, holidays, worked)));
  }

  /** A day of the week, or one of the month's Saturdays: sat#2. */
  private void closed(Node node, Set<DayOfWeek> weekdays, Set<Integer> saturdays) {
    if (node instanceof ScalarNode scalar) {
      var saturday = SATURDAY_OF_MONTH.matcher(scalar.getValue());
      if (saturday.matches()) {
        saturdays.add(Integer.parseInt(saturday.group(1)));
      } else {
        weekdays.addAll(days.weekdays(scalar));
      }
    } else {
      problems.at(node, "Expected a day such as sun, or sat#2, but found " + Section.kindOf(node));
    }
  }

  private Set<LocalDate> dates(Optional<Entry> entry) {
    Set<LocalDate> dates = new HashSet<>();
    entry.ifPresent(e -> values.list(e.value()).forEach(node -> dates.addAll(days.dates(node))));
    return dates;
  }
}
