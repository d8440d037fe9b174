package io.belay.local.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event log in memory, merged by time; events of one case stay in the order of {@code seq}. The
 * texts that repeat are held once: a million events take some 200 MB.
 *
 * @param cases distinct cases
 * @param malformed what was wrong, by line; skipped
 */
public record EventLog(List<LogEvent> events, int cases, List<String> malformed) {
  private static final List<String> COLUMNS = List.of("case_id", "ts", "event");
  private static final Comparator<LogEvent> BY_CASE_AND_SEQ =
      Comparator.comparing(LogEvent::caseId).thenComparingLong(LogEvent::seq);
  private static final String OPENED = "opened";

  /**
   * Reads a log.
   *
   * @param mostCases only so many cases, those opened first
   * @param zone of times without an offset
   */
  public static EventLog read(Path file, int mostCases, ZoneId zone) {
    var malformed = new ArrayList<String>();
    var callers = callers(file);
    var once = new HashMap<String, String>();
    var events = new ArrayList<LogEvent>();
    CsvLines.read(
        file,
        COLUMNS,
        (row, line) -> {
          try {
            events.add(event(row, line, zone, callers, once));
          } catch (IllegalArgumentException | DateTimeException e) {
            malformed.add("line %d: %s".formatted(line, e.getMessage()));
          }
        },
        (line, problem) -> malformed.add("line %d: %s".formatted(line, problem)));
    var merged = merged(events);
    var chosen = firstCases(merged, mostCases);
    merged.removeIf(event -> !chosen.contains(event.caseId()));
    merged.trimToSize();
    return new EventLog(merged, chosen.size(), malformed);
  }

  /** From the first event to the last. */
  public Duration span() {
    return events.isEmpty()
        ? Duration.ZERO
        : Duration.between(events.getFirst().at(), events.getLast().at());
  }

  private static LogEvent event(
      Map<String, String> row,
      long line,
      ZoneId zone,
      Map<String, String> callers,
      Map<String, String> once) {
    var caseId = required(row, "case_id");
    var event = required(row, "event");
    return new LogEvent(
        kept(once, caseId),
        row.containsKey("seq") ? sequence(required(row, "seq")) : line,
        LogTime.parse(required(row, "ts"), zone),
        kept(once, event),
        kept(once, LogMapping.hasPriority(event) ? priority(row) : ""),
        kept(once, optional(row, "group")),
        kept(once, optional(row, "actor")),
        kept(once, optional(row, "category")),
        kept(once, optional(row, "raw")),
        callers.getOrDefault(caseId, ""));
  }

  /** By time; an event whose time is before its predecessor's takes place with it. */
  private static ArrayList<LogEvent> merged(List<LogEvent> events) {
    events.sort(BY_CASE_AND_SEQ);
    var merged = new ArrayList<LogEvent>(events.size());
    var caseId = "";
    var earliest = Instant.MIN;
    for (var event : events) {
      if (!caseId.equals(event.caseId())) {
        caseId = event.caseId();
        earliest = Instant.MIN;
      }
      var inOrder = event.notBefore(earliest);
      earliest = inOrder.at();
      merged.add(inOrder);
    }
    merged.sort(Comparator.comparing(LogEvent::at)); // stable: keeps seq within a case
    return merged;
  }

  private static Set<String> firstCases(List<LogEvent> merged, int most) {
    var chosen = new HashSet<String>();
    for (var event : merged) {
      if (chosen.size() == most) {
        break;
      }
      if (event.event().equals(OPENED)) {
        chosen.add(event.caseId());
      }
    }
    // what happens to cases that nobody opens is sent too, and refused: it is in the log
    if (most == Integer.MAX_VALUE) {
      merged.forEach(event -> chosen.add(event.caseId()));
    }
    return chosen;
  }

  /** Who called, by case, from the file of cases that some logs have beside the events. */
  private static Map<String, String> callers(Path file) {
    var name = file.getFileName().toString();
    var beside = file.resolveSibling(name.replace("_events.csv", "_cases.csv"));
    var callers = new HashMap<String, String>();
    if (!beside.equals(file) && Files.exists(beside)) {
      CsvLines.read(
          beside,
          List.of("case_id"),
          (row, line) -> {
            var caller = row.getOrDefault("caller", "");
            if (!caller.isBlank()) {
              callers.put(row.getOrDefault("case_id", ""), caller.strip());
            }
          },
          (line, problem) -> {
            // the case has a customer of its own then
          });
    }
    return callers;
  }

  private static long sequence(String seq) {
    try {
      return Long.parseLong(seq);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException("seq is a whole number, not '" + seq + "'", noNumber);
    }
  }

  private static String priority(Map<String, String> row) {
    var priority = optional(row, "priority");
    if (!priority.isEmpty() && !priority.matches("[1-4]")) {
      throw new IllegalArgumentException("priority is 1 to 4, not '" + priority + "'");
    }
    return priority;
  }

  private static String required(Map<String, String> row, String column) {
    var value = optional(row, column);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(column + " is missing");
    }
    return value;
  }

  private static String optional(Map<String, String> row, String column) {
    return row.getOrDefault(column, "").strip();
  }

  private static String kept(Map<String, String> once, String text) {
    return once.computeIfAbsent(text, same -> same);
  }
}
