package io.belay.escalation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Logs in a hurry: what took weeks takes seconds, from an instant that is still to come. */
final class HastyLog {
  private static final String HEADER =
      "case_id,seq,ts,event,tier,priority,group,actor,category,raw";
  private static final int TIME = 2;

  private final Instant start;
  private final Duration takes;
  private final List<String> lines = new ArrayList<>(List.of(HEADER));

  private HastyLog(Instant start, Duration takes) {
    this.start = start.truncatedTo(ChronoUnit.MILLIS);
    this.takes = takes;
  }

  static HastyLog within(Instant start, Duration takes) {
    return new HastyLog(start, takes);
  }

  /** The lines of a log that is compressed. */
  static List<String> linesOf(Path log) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /**
   * Adds the first cases of a log.
   *
   * @param log its lines with their header, the same columns as here
   * @param prefix of their ids, so that two logs do not meet in one case
   */
  void add(List<String> log, String prefix, int cases) {
    var ofCases = new LinkedHashMap<String, List<String[]>>();
    for (var line : log.subList(1, log.size())) {
      var fields = line.split(",", -1);
      if (ofCases.size() < cases || ofCases.containsKey(fields[0])) {
        ofCases.computeIfAbsent(fields[0], id -> new ArrayList<>()).add(fields);
      }
    }
    var all = ofCases.values().stream().flatMap(List::stream).toList();
    var times = all.stream().map(fields -> millis(fields[TIME])).toList();
    long first = times.stream().mapToLong(at -> at).min().orElseThrow();
    long last = times.stream().mapToLong(at -> at).max().orElseThrow();
    double speed = (double) (last - first) / takes.toMillis();
    for (var fields : all) {
      long after = Math.round((millis(fields[TIME]) - first) / speed);
      fields[0] = prefix + fields[0];
      fields[TIME] = start.plusMillis(after).toString();
      lines.add(String.join(",", fields));
    }
  }

  private static long millis(String time) {
    return LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, lines);
  }
}
