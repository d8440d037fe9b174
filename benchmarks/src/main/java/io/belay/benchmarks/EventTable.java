package io.belay.benchmarks;

import io.belay.benchmarks.EscalationLoad.Written;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Events through the escalation service beside streams that decide nothing, with the same
 * guarantee: one writes as many records and bytes in all, one only what comes out.
 */
final class EventTable {
  private final BenchPlatform platform;
  private final Path directory;
  private final PrintStream out;
  private final Baselines baselines;

  EventTable(BenchPlatform platform, Path directory, PrintStream out) {
    this.platform = platform;
    this.directory = directory;
    this.out = out;
    this.baselines = new Baselines(platform.bootstrapServers(), BenchPlatform.PARTITIONS);
  }

  void print(int cases, int rounds) throws Exception {
    platform.startEscalationAlone();
    var escalation = new EscalationLoad(platform);
    int few = Math.min(cases, 10_000);
    var written = escalation.written(2 * few, () -> escalation.events(few));
    out.printf(
        "Each event writes %d records of %d bytes, which are kept, and the state of its case, %d"
            + " bytes%n%n",
        written.steps(), written.stepBytes(), written.stateBytes());
    new Rounds(rounds)
        .with("Belay, events decided a second", () -> escalation.events(cases).rate())
        .with(
            "a stream that copies, and keeps as much",
            () -> plain(cases, written, written.stateBytes()))
        .with("a stream that only copies", () -> plain(cases, written, 0))
        .print(out);
  }

  private Rate plain(int cases, Written written, int stateBytes) throws Exception {
    platform.stopEscalation();
    return baselines.plainStream(
        2 * cases, written.steps(), written.stepBytes(), stateBytes, directory);
  }
}
