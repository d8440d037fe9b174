package io.belay.escalation.simulate.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.zip.GZIPInputStream;

/**
 * A log of past events, .csv or .ndjson, either of them also as .gz.
 *
 * @param zone in which times without an offset are meant
 */
public record LogFile(Path path, ZoneId zone) {

  /** Its lines from the first; it can be opened as often as needed, also at the same time. */
  public LogReader open() throws IOException {
    var lines = new BufferedReader(new InputStreamReader(bytes(), UTF_8));
    try {
      if (ndjson()) {
        return new LogReader(lines, new NdjsonLines(zone), 0);
      }
      String header = lines.readLine();
      return new LogReader(lines, CsvLines.of(header == null ? "" : header, zone), 1);
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

  private InputStream bytes() throws IOException {
    InputStream file = Files.newInputStream(path);
    return path.toString().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
  }
}
