package io.belay.escalation.simulate.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * A log of past events, .csv or .ndjson, either of them also as .gz.
 *
 * @param zone in which times without an offset are meant
 */
public record LogFile(Path path, ZoneId zone) {
  private static final int GZIP_FIRST_BYTE = 0x1f;
  private static final int GZIP_SECOND_BYTE = 0x8b;

  /** As {@link #open(UnaryOperator)}, categories as the log names them. */
  public LogReader open() throws IOException {
    return open(UnaryOperator.identity());
  }

  /**
   * Its lines from the first; it can be opened as often as needed, also at the same time.
   *
   * @param categories a pack's name for one of another system, in lines that re-classify a case
   */
  public LogReader open(UnaryOperator<String> categories) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(bytes(), UTF_8));
    try {
      if (ndjson()) {
        return new LogReader(lines, new NdjsonLines(zone), 0);
      }
      String header = lines.readLine();
      return new LogReader(lines, CsvLines.of(header == null ? "" : header, zone, categories), 1);
    } catch (IOException | RuntimeException unreadable) {
      lines.close();
      throw unreadable;
    }
  }

  /** True: such a log is written as things happen, so its cases are interleaved. */
  public boolean ndjson() {
    return named(".ndjson");
  }

  /** Whether the name says that it is such a log. */
  public boolean known() {
    return ndjson() || named(".csv");
  }

  private boolean named(String suffix) {
    String name = path.toString();
    return name.endsWith(suffix) || name.endsWith(suffix + ".gz");
  }

  /** By content, not by name: a gzipped file may have lost its ending. */
  private InputStream bytes() throws IOException {
    boolean zipped;
    try (var start = Files.newInputStream(path)) {
      zipped = start.read() == GZIP_FIRST_BYTE && start.read() == GZIP_SECOND_BYTE;
    }
    var file = Files.newInputStream(path);
    return zipped ? new GZIPInputStream(file, 1 << 16) : file;
  }
}
