package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import io.belay.escalation.simulate.log.LogLine.Malformed;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a log line by line; holds one line at a time. */
public final class LogReader implements Closeable {
  /** As the door for such lines has it: 1 MiB a line. */
  private static final int MAX_LINE_CHARS = 1 << 20;

  private final BufferedReader lines;
  private final LineFormat format;
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
    String line = lines.readLine();
    number++;
    while (line != null && line.isBlank()) {
      line = lines.readLine();
      number++;
    }
    return line == null ? Optional.empty() : Optional.of(read(line));
  }

  private LogLine read(String line) {
    if (line.length() > MAX_LINE_CHARS) {
      return new Malformed(number, "Expected at most 1 MiB in a line");
    }
    try {
      return format.read(number, line);
    } catch (MalformedLineException malformed) {
      return new Malformed(number, String.valueOf(malformed.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
