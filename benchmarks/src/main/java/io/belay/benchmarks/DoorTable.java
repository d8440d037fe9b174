package io.belay.benchmarks;

import io.belay.benchmarks.door.BareDoorProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Cases acknowledged over HTTP, one a request and streamed, beside a bare producer behind the same
 * server with the same token check.
 */
final class DoorTable {
  private static final int CLIENTS = 64;

  /** Not counted: the compilers take a third of two processors for most of it. */
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private final BenchPlatform platform;
  private final Path directory;
  private final PrintStream out;

  DoorTable(BenchPlatform platform, Path directory, PrintStream out) {
    this.platform = platform;
    this.directory = directory;
    this.out = out;
  }

  void print(int cases, int rounds) throws Exception {
    platform.startIntakeAlone();
    var baselines = new Baselines(platform.bootstrapServers(), BenchPlatform.PARTITIONS);
    // one for all rounds: of a topic just made the broker may not have all partitions yet
    String plainTopic = baselines.newTopic();
    try (var bare =
        BareDoorProcess.start(
            directory,
            platform.bootstrapServers(),
            baselines.newTopic(),
            platform.publicKey(),
            BenchPlatform.HEAP_MEGABYTES)) {
      var door = new DoorLoad(platform);
      var length = Duration.ofSeconds(Math.max(5, cases / 5_000));
      door.casesAcknowledged(platform.intakeUrl(), CLIENTS, WARM_UP);
      door.casesAcknowledged(bare.url(), CLIENTS, WARM_UP);
      door.casesStreamed(cases);
      baselines.plainProducer(plainTopic, cases);
      new Rounds(rounds)
          .with(
              "Belay, a case a request, %d clients".formatted(CLIENTS),
              () -> door.casesAcknowledged(platform.intakeUrl(), CLIENTS, length))
          .with(
              "a bare producer behind the same server",
              () -> door.casesAcknowledged(bare.url(), CLIENTS, length))
          .with("Belay, cases streamed as NDJSON", () -> door.casesStreamed(cases))
          .with("a plain producer", () -> baselines.plainProducer(plainTopic, cases))
          .print(out);
    }
  }
}
