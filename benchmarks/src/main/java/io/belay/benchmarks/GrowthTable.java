package io.belay.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  /** In megabytes, as the service itself tells it. */
  private double heap() {
    collect(platform.escalationPid());
    return scrape(platform.escalationUrl() + "/actuator/prometheus")
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum()
        / MEGABYTE;
  }

  private static void collect(long pid) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String scrape(String url) {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
