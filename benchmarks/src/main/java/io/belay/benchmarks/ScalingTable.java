package io.belay.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same load on ever more partitions, with as many stream threads in one instance. */
final class ScalingTable {
  private static final List<Integer> PARTITIONS_AND_THREADS = List.of(1, 2, 4);

  private final Path directory;
  private final PrintStream out;

  ScalingTable(Path directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  void print(int cases) throws IOException {
    for (int number : PARTITIONS_AND_THREADS) {
      var own = Files.createDirectory(directory.resolve("with-" + number));
      try (var platform = BenchPlatform.start(own, number, number)) {
        platform.startEscalationAlone();
        var escalation = new EscalationLoad(platform);
        out.printf("%n%d partitions, %d threads%n", number, number);
        out.printf("  events decided   %s%n", escalation.events(cases).rate());
        // the rate says how long the others take to open
        escalation.keepOpen(Math.min(cases, 50_000));
        out.printf("  timers fired     %s%n", escalation.timers(cases).rate());
      }
    }
  }
}
