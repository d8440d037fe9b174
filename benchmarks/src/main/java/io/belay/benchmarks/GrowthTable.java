package io.belay.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What open cases cost the escalation service: its heap after a full collection, its disk and the
 * broker's, and how long a start takes, with its state and from the broker alone.
 */
final class GrowthTable {
  private static final double MEGABYTE = 1_000_000;
  private static final String CHANGELOGS = "escalation-";

  private final BenchPlatform platform;
  private final PrintStream out;

  GrowthTable(BenchPlatform platform, PrintStream out) {
    this.platform = platform;
    this.out = out;
  }

  void print(int cases) {
    platform.startEscalationAlone();
    out.printf(
        "%n  heap with no case: %,.0f MB of %,d%n",
        heap(), BenchPlatform.ESCALATION_HEAP_MEGABYTES);
    new EscalationLoad(platform).keepOpen(cases);
    out.printf("%nWith %,d open cases%n", cases);
    out.printf("  heap after a full collection   %,.0f MB%n", heap());
    platform.stopEscalation();
    perCase("state on the instance's disk  ", size(platform.escalationState()), cases);
    perCase("its changelogs at the broker  ", changelogs(), cases);
    out.printf("  start with its state           %.1f s%n", seconds(this::start));
    out.printf("  heap after a full collection   %,.0f MB%n", heap());
    platform.stopEscalation();
    BenchPlatform.delete(platform.escalationState());
    out.printf("  start from the broker alone    %.1f s%n", seconds(this::start));
    out.printf("  heap after a full collection   %,.0f MB%n", heap());
  }

  private void start() {
    platform.startEscalationAlone();
  }

  private void perCase(String what, long bytes, int cases) {
    out.printf("  %s %,.0f MB, %,d bytes a case%n", what, bytes / MEGABYTE, bytes / cases);
  }

  private static double seconds(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0;
  }

  private double heap() {
    return new ServiceHeap(platform.escalationPid(), platform.escalationUrl()).megabytes();
  }

  private long changelogs() {
    try (Stream<Path> topics = Files.list(platform.brokerData())) {
      return topics
          .filter(topic -> topic.getFileName().toString().startsWith(CHANGELOGS))
          .filter(topic -> topic.getFileName().toString().contains("-changelog-"))
          .mapToLong(GrowthTable::size)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
