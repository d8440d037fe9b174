package io.belay.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Events through the escalation service beside a stream that decides nothing, with the same
 * guarantee, and writes as many records and bytes.
 */
final class EventTable {
  private final BenchPlatform platform;
  private final Path directory;
  private final PrintStream out;

  EventTable(BenchPlatform platform, Path directory, PrintStream out) {
    this.platform = platform;
    this.directory = directory;
    this.out = out;
  }

  void print(int cases, int rounds) throws Exception {
    platform.startEscalationAlone();
    var escalation = new EscalationLoad(platform);
    var probe = escalation.events(Math.min(cases, 10_000));
    int events = 2 * Math.min(cases, 10_000);
    int copies = (int) Math.max(1, Math.round((double) probe.records() / events));
    int bytes = (int) (probe.bytes() / probe.records());
    out.printf("Each event writes %d records of %d bytes%n%n", copies, bytes);
    var baselines = new Baselines(platform.bootstrapServers(), BenchPlatform.PARTITIONS);
    new Rounds(rounds)
        .with("Belay, events decided a second", () -> escalation.events(cases).rate())
        .with(
            "a stream that only copies",
            () -> {
              platform.stopEscalation();
              return baselines.passThrough(2 * cases, copies, bytes, directory);
            })
        .print(out);
  }
}
