package io.belay.local.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private CsvLines() {}

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
      var header = columns(stripMark(lines.readLine()));
      if (header == null || !header.containsAll(required)) {
        throw new IllegalArgumentException(
            "Expected the columns %s in %s, but found %s".formatted(required, file, header));
      }
      long number = 1;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        long first = number;
        var values = columns(line);
        // a quoted text may run over lines; but a stray quote must not swallow the rest of the file
        if (values == null) {
          lines.mark(1 << 16);
          var joined = new StringBuilder(line);
          int more = 0;
          while (values == null && more < MOST_LINES_OF_A_RECORD) {
            var next = lines.readLine();
            if (next == null) {
              break;
            }
            more++;
            values = columns(joined.append('\n').append(next).toString());
          }
          if (values != null && values.size() == header.size()) {
            number += more;
          } else {
            values = null;
            lines.reset();
          }
        }
        if (values == null) {
          malformed.accept(first, "cannot be read as CSV");
        } else if (values.size() != header.size()) {
          malformed.accept(first, "has %d columns, not %d".formatted(values.size(), header.size()));
        } else {
          row.accept(byColumn(header, values), first);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> byColumn(List<String> header, List<String> values) {
    var byColumn = new HashMap<String, String>();
    for (int i = 0; i < header.size(); i++) {
      byColumn.put(header.get(i), values.get(i));
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
