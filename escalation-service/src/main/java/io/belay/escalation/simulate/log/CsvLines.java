package io.belay.escalation.simulate.log;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.simulate.log.LogLine.Happened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Event logs of other systems, one event a record, columns in any order. A record is a line, or
 * more where a quoted text runs over them.
 */
final class CsvLines implements LineFormat {
  private static final CSVFormat CSV = CSVFormat.RFC4180;
  private static final List<String> REQUIRED = List.of("case_id", "ts", "event");

  private final List<String> columns;
  private final ZoneId zone;
  private final UnaryOperator<String> categories;

  private CsvLines(List<String> columns, ZoneId zone, UnaryOperator<String> categories) {
    this.columns = columns;
    this.zone = zone;
    this.categories = categories;
  }

  /**
   * The format that a log's first line announces.
   *
   * @param categories the pack's name for one of the log
   */
  static CsvLines of(String header, ZoneId zone, UnaryOperator<String> categories)
      throws IOException {
    List<String> columns;
    try {
      columns = parse(header.startsWith("\uFEFF") ? header.substring(1) : header);
    } catch (MalformedLineException unreadable) {
      throw new IOException("Expected the names of the columns in the first line", unreadable);
    }
    for (String required : REQUIRED) {
      if (!columns.contains(required)) {
        throw new IOException("Expected a column '" + required + "', but found only " + columns);
      }
    }
    return new CsvLines(columns, zone, categories);
  }

  @Override
  public Happened read(long number, String line) throws MalformedLineException {
    var row = new CsvRow(columns, parse(line), number);
    var at = LogTime.parse(row.required("ts"), zone);
    var caseId = row.required("case_id");
    long sequence = row.sequence();
    var events = new ArrayList<ReportedEvent>(1);
    for (CaseEvent event : CanonicalEvents.of(row, categories)) {
      String id = "log-" + caseId + "/" + sequence + "/" + event.type();
      events.add(
          new ReportedEvent(
              id, caseId, "log-" + caseId, at, CanonicalEvents.actor(row, event), event));
    }
    return new Happened(number, caseId, sequence, at, events);
  }

  @Override
  public boolean isOpen(String lines) {
    try {
      var unused = parse(lines);
      return false;
    } catch (MalformedLineException unclosed) {
      return true;
    }
  }

  @Override
  public boolean isWhole(String lines) {
    try {
      return parse(lines).size() == columns.size();
    } catch (MalformedLineException unclosed) {
      return false;
    }
  }

  private static List<String> parse(String line) throws MalformedLineException {
    try (CSVParser parser = CSVParser.parse(line, CSV)) {
      var records = parser.iterator();
      CSVRecord first = records.hasNext() ? records.next() : null;
      return first == null ? List.of() : first.toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new MalformedLineException("Expected comma-separated values, each quote closed");
    }
  }
}
