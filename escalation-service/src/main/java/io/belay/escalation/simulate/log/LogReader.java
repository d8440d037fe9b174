package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import io.belay.escalation.simulate.log.LogLine.Malformed;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log record by record; holds one at a time, and the lines that a quote without its partner
 * could have swallowed.
 */
public final class LogReader implements Closeable {
  /** As the door for such lines has it: 1 MiB a line. */
  private static final int MAX_LINE_CHARS = 1 << 20;

  private static final int MOST_MORE_LINES_OF_A_RECORD = 20;

  private final BufferedReader lines;
  private final LineFormat format;
  private final Deque<String> ahead = new ArrayDeque<>();
  private long number;

  /**
   * @param linesRead how many lines were taken from {@code lines} before
   */
  LogReader(BufferedReader lines, LineFormat format, long linesRead) {
    this.lines = lines;
    this.format = format;
    this.number = linesRead;
  }

  /** The next line that is not blank; empty at the end. */
  public Optional<LogLine> next() throws IOException {
    String line = nextLine();
    while (line != null && line.isBlank()) {
      line = nextLine();
    }
    return line == null ? Optional.empty() : Optional.of(read(line));
  }

  private LogLine read(String line) throws IOException {
    if (line.length() > MAX_LINE_CHARS) {
      return new Malformed(number, "Expected at most 1 MiB in a line");
    }
    long first = number;
    var read = read(first, line);
    if (read instanceof Malformed && format.isOpen(line)) {
      var record = goingOn(line);
      return record.isEmpty() ? read : read(first, record.get());
    }
    return read;
  }

  private LogLine read(long first, String record) {
    try {
      return format.read(first, record);
    } catch (MalformedLineException malformed) {
      return new Malformed(first, String.valueOf(malformed.getMessage()));
    }
  }

  /**
   * A quoted text may run over lines; but a stray quote must not swallow the rest of the file:
   * empty, and the lines after it are still to come, where no record comes of them.
   */
  private Optional<String> goingOn(String line) throws IOException {
    var joined = new StringBuilder(line);
    var taken = new ArrayDeque<String>();
    while (taken.size() < MOST_MORE_LINES_OF_A_RECORD && joined.length() <= MAX_LINE_CHARS) {
      String next = nextLine();
      if (next == null) {
        break;
      }
      taken.addLast(next);
      String record = joined.append('\n').append(next).toString();
      if (!format.isOpen(record)) {
        if (format.isWhole(record)) {
          return Optional.of(record);
        }
        break;
      }
    }
    number -= taken.size();
    while (!taken.isEmpty()) {
      ahead.addFirst(taken.removeLast());
    }
    return Optional.empty();
  }

  private @Nullable String nextLine() throws IOException {
    String line = ahead.isEmpty() ? lines.readLine() : ahead.removeFirst();
    if (line != null) {
      number++;
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
