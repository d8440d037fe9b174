package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one line by column.
 *
 * @param number of the line, from 1
 */
record CsvRow(List<String> columns, List<String> values, long number) {

  /** The value, or null where the column or the value is missing. */
  @Nullable String value(String column) throws MalformedLineException {
    if (values.size() != columns.size()) {
      throw new MalformedLineException(
          "Expected " + columns.size() + " values, but found " + values.size());
    }
    int index = columns.indexOf(column);
    return index < 0 || values.get(index).isBlank() ? null : values.get(index).strip();
  }

  String required(String column) throws MalformedLineException {
    String value = value(column);
    if (value == null) {
      throw new MalformedLineException("Expected a value for '" + column + "'");
    }
    return value;
  }

  /** Order within the case: the column {@code seq}, or where there is none the line. */
  long sequence() throws MalformedLineException {
    if (!columns.contains("seq")) {
      return number;
    }
    String sequence = required("seq");
    try {
      return Long.parseLong(sequence);
    } catch (NumberFormatException noNumber) {
      throw new MalformedLineException(
          "Expected a whole number for 'seq', but found '" + sequence + "'");
    }
  }

  /** P1 to P4, or null where the log says none. */
  @Nullable String priority() throws MalformedLineException {
    String priority = value("priority");
    if (priority == null) {
      return null;
    }
    if (!priority.matches("[1-4]")) {
      throw new MalformedLineException("Expected priority 1 to 4, but found '" + priority + "'");
    }
    return "P" + priority;
  }
}
