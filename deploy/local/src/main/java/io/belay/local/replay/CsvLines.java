package io.belay.local.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a CSV file with a header, plain or gzipped. A line that cannot be read costs nothing but
 * itself.
 */
final class CsvLines {
  private static final int MOST_LINES_OF_A_RECORD = 20;
  private static final int GZIP_FIRST_BYTE = 0x1f;
  private static final int GZIP_SECOND_BYTE = 0x8b;

  /** As the door for lines has it. */
  private static final int MOST_CHARS = 1 << 20;

  private final BufferedReader lines;
  private final Deque<String> ahead = new ArrayDeque<>();
  private long number;

  private CsvLines(BufferedReader lines) {
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @param required columns without which the file is not what it should be
   * @param row gets each record by column, and the number of its first line
   * @param malformed gets what is wrong with a line, and its number
   * @throws IllegalArgumentException when the header lacks a column
   */
  static void read(
      Path file,
      List<String> required,
      ObjLongConsumer<Map<String, String>> row,
      BiConsumer<Long, String> malformed) {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      var csv = new CsvLines(lines);
      var header = columns(stripMark(csv.next()));
      if (header == null || !header.containsAll(required)) {
        throw new IllegalArgumentException(
            "Expected the columns %s in %s, but found %s".formatted(required, file, header));
      }
      csv.records(header, row, malformed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void records(
      List<String> header,
      ObjLongConsumer<Map<String, String>> row,
      BiConsumer<Long, String> malformed)
      throws IOException {
    for (var line = next(); line != null; line = next()) {
      long first = number;
      if (line.isBlank()) {
        continue;
      }
      if (line.length() > MOST_CHARS) {
        malformed.accept(first, "has more than 1 MiB");
        continue;
      }
      var values = columns(line);
      if (values == null) {
        values = goingOn(line, header.size());
      }
      if (values == null) {
        malformed.accept(first, "cannot be read as CSV");
      } else if (values.size() != header.size()) {
        malformed.accept(first, "has %d columns, not %d".formatted(values.size(), header.size()));
      } else {
        row.accept(byColumn(header, values), first);
      }
    }
  }

  /**
   * A quoted text may run over lines; but a stray quote must not swallow the rest of the file:
   * null, and the lines after it are still to come, where no record comes of them.
   */
  private @Nullable List<String> goingOn(String line, int columns) throws IOException {
    var joined = new StringBuilder(line);
    var taken = new ArrayDeque<String>();
    while (taken.size() < MOST_LINES_OF_A_RECORD && joined.length() <= MOST_CHARS) {
      var next = next();
      if (next == null) {
        break;
      }
      taken.addLast(next);
      var values = columns(joined.append('\n').append(next).toString());
      if (values != null) {
        if (values.size() == columns) {
          return values;
        }
        break;
      }
    }
    number -= taken.size();
    while (!taken.isEmpty()) {
      ahead.addFirst(taken.removeLast());
    }
    return null;
  }

  private @Nullable String next() throws IOException {
    var line = ahead.isEmpty() ? lines.readLine() : ahead.removeFirst();
    if (line != null) {
      number++;
    }
    return line;
  }

  private static Map<String, String> byColumn(List<String> header, List<String> values) {
    var byColumn = new HashMap<String, String>();
    for (int i = 0; i < header.size(); i++) {
      byColumn.putIfAbsent(header.get(i), values.get(i));
    }
    return byColumn;
  }

  private static @Nullable List<String> columns(@Nullable String record) {
    if (record == null) {
      return null;
    }
    try (var parser = CSVParser.parse(record, CSVFormat.RFC4180)) {
      var records = parser.getRecords();
      return records.isEmpty() ? List.of() : records.getFirst().toList();
    } catch (IOException | UncheckedIOException | IllegalStateException unreadable) {
      return null;
    }
  }

  private static @Nullable String stripMark(@Nullable String header) {
    return header != null && header.startsWith("\ufeff") ? header.substring(1) : header;
  }

  /** By content, not by name: a gzipped file may have lost its ending. */
  private static InputStream open(Path file) throws IOException {
    boolean gzipped;
    try (var start = Files.newInputStream(file)) {
      gzipped = start.read() == GZIP_FIRST_BYTE && start.read() == GZIP_SECOND_BYTE;
    }
    var bytes = Files.newInputStream(file);
    return gzipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }
}
