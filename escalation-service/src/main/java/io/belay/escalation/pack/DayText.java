package io.belay.escalation.pack;

import io.belay.escalation.domain.calendar.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads days and hours as calendars write them: mon-fri, 2026-10-01..2026-10-07, 09:00-12:00. */
final class DayText {
  private static final List<String> WEEKDAYS =
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
          .toList();
  private static final Pattern WINDOW = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final Pattern EACH_YEAR = Pattern.compile("\\d\\d-\\d\\d");
  private static final int MAX_DAYS_OF_A_RANGE = 366;

  private final Problems problems;
  private final Values values;

  DayText(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** mon, or mon-fri, or fri-mon. */
  List<DayOfWeek> weekdays(ScalarNode node) {
    var ends = node.getValue().split("-", -1);
    int first = WEEKDAYS.indexOf(ends[0]);
    int last = WEEKDAYS.indexOf(ends[ends.length - 1]);
    if (ends.length > 2 || first < 0 || last < 0) {
      problems.at(
          node,
          "Expected days such as mon, mon-fri or mon-sun, but found '%s'"
              .formatted(node.getValue()));
      return List.of();
    }
    List<DayOfWeek> days = new ArrayList<>();
    for (int day = first; day != (last + 1) % 7 || days.isEmpty(); day = (day + 1) % 7) {
      days.add(DayOfWeek.of(day + 1));
    }
    return days;
  }

  /** Working hours of one day, apart from each other. */
  List<Window> windows(Node node) {
    var windows = values.list(node, this::window);
    var inOrder = windows.stream().sorted(Comparator.comparingLong(Window::startNanos)).toList();
    for (int i = 1; i < inOrder.size(); i++) {
      if (inOrder.get(i).startNanos() < inOrder.get(i - 1).endNanos()) {
        problems.at(node, "Expected windows that do not overlap: join those that do");
        return List.of();
      }
    }
    return windows;
  }

  private Optional<Window> window(Node node) {
    return values.text(node).flatMap(text -> window(node, text));
  }

  private Optional<Window> window(Node node, String text) {
    var ends = WINDOW.matcher(text);
    if (!ends.matches()) {
      problems.at(node, "Expected hours such as \"09:00-18:00\", but found '" + text + "'");
    } else if (ends.group(1).equals(ends.group(2))) {
      problems.at(node, "Expected different times: write \"00:00-24:00\" for a whole day");
    } else {
      try {
        return Optional.of(Window.of(ends.group(1), ends.group(2)));
      } catch (IllegalArgumentException outOfRange) {
        problems.at(node, String.valueOf(outOfRange.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** 2026-10-01, or 2026-10-01..2026-10-07, both ends included. */
  List<LocalDate> dates(Node node) {
    var text = scalar(node);
    try {
      int dots = text.indexOf("..");
      var first = LocalDate.parse(dots < 0 ? text : text.substring(0, dots));
      var last = LocalDate.parse(dots < 0 ? text : text.substring(dots + 2));
      if (!last.isBefore(first) && last.isBefore(first.plusDays(MAX_DAYS_OF_A_RANGE))) {
        return first.datesUntil(last.plusDays(1)).toList();
      }
      problems.at(
          node,
          "Expected a range of 1 to %d days, but found '%s': write the earlier date first"
              .formatted(MAX_DAYS_OF_A_RANGE, text));
    } catch (DateTimeException unreadable) {
      problems.at(
          node,
          "Expected a date such as 2026-10-01, 2026-10-01..2026-10-07 or \"10-01\" for each year,"
              + " but found "
              + Section.kindOf(node));
    }
    return List.of();
  }

  /** One date. */
  Optional<LocalDate> date(Node node) {
    try {
      return Optional.of(LocalDate.parse(scalar(node)));
    } catch (DateTimeException unreadable) {
      problems.at(node, "Expected a date such as 2026-10-01, but found " + Section.kindOf(node));
      return Optional.empty();
    }
  }

  /** Whether it is a date of each year, such as 10-01. */
  static boolean isEachYear(Node node) {
    return EACH_YEAR.matcher(scalar(node)).matches();
  }

  Optional<MonthDay> monthDay(Node node) {
    try {
      return Optional.of(MonthDay.parse("--" + scalar(node)));
    } catch (DateTimeException unreadable) {
      problems.at(node, "Expected month and day such as 10-01, but found '" + scalar(node) + "'");
      return Optional.empty();
    }
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
