package io.belay.benchmarks;

import io.belay.benchmarks.door.BareDoorProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Cases acknowledged over HTTP, one a request and streamed, beside a bare producer behind the same
 * server with the same token check.
 */
final class DoorTable {
  private static final int CLIENTS = 256;

  /** Each server is asked for so long, and not counted, until it is compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final int MOST_WARM_UPS = 10;

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
      var jvms = platform.jvms();
      jvms.put("bare door", bare.pid());
      makeWarm(door, platform.intakeUrl(), jvms);
      makeWarm(door, bare.url(), jvms);
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

  private void makeWarm(DoorLoad door, String url, Map<String, Long> jvms) throws Exception {
    double compilers = 1;
    for (int i = 0; i < MOST_WARM_UPS && compilers >= Stretch.COMPILED_BELOW; i++) {
      var stretch = new Stretch(jvms);
      var rate = door.casesAcknowledged(url, CLIENTS, WARM_UP);
      compilers = stretch.compilersShare();
      out.printf("  to make warm: %s, compilers had %2.0f %%%n", rate, compilers * 100);
    }
  }
}
