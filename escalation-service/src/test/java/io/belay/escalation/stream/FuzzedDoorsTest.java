package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.contract.TraceParent;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.log.LogLine;
import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import io.belay.local.fuzz.OddRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in by Kafka, as a pack or as a log: nothing crashes or gets stuck, and every
 * refusal has a reason.
 */
class FuzzedDoorsTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TempDir Path dir;

  @Test
  void recordsOfAnyShapeInTheTopicAreDecidedOrPutAsideAndTheNextOneIsRead() {
    try (var run = FuzzRun.of("records and headers in case-events", 6_000, 300_000);
        var bank = Bank.inMemory(dir, "packs/lives.yaml")) {
      var any = new AnyEvent(run.random());
      var mutations = new Mutations(run.random());
      var odd = new OddRecords(run);
      int letters = 0;
      for (int i = 0; i < run.inputs(); i++) {
        var id = "C-" + run.random().nextInt(50);
        var sound = run.onceIn(2) ? any.opening(id, bank.now()) : any.of(id, bank.now());
        var bytes =
            Objects.requireNonNull(
                bank.wire.serialize(Topics.CASE_EVENTS, run.onceIn(3) ? odd.of(sound) : sound));
        bank.sendsBytes(id, run.onceIn(4) ? bytes : mutations.of(bytes), headers(run, mutations));
        int now = bank.observed.deadLetters.size();
        run.became(now == letters ? "decided" : bank.observed.deadLetters.get(now - 1));
        letters = now;
        if (i % 1_000 == 0) {
          assertThat(bank.steps().size() + bank.deadLetters().size()).isPositive();
        }
      }
      assertThat(bank.observed.deadLetters)
          .hasSizeGreaterThan(1_000)
          .allSatisfy(reason -> assertThat(reason).matches("case-events [a-z-]+"));
      assertThat(run.outcomes().getOrDefault("decided", 0)).isGreaterThan(run.inputs() / 10);
      bank.opens(ReportedCase.aCase("C-sound"));
      assertThat(bank.stored("C-sound")).isPresent();
    }
  }

  @Test
  void aPackOfAnyShapeIsReadOrRefusedWithPlacesAndReasons() throws IOException {
    var packs = new ArrayList<byte[]>();
    for (var name : List.of("lives", "small", "quick")) {
      try (var in =
          Objects.requireNonNull(getClass().getResourceAsStream("/packs/" + name + ".yaml"))) {
        packs.add(in.readAllBytes());
      }
    }
    var reader = new PackReader();
    try (var run = FuzzRun.of("policy packs", 1_500, 75_000)) {
      var mutations = new Mutations(run.random());
      for (int i = 0; i < run.inputs(); i++) {
        var mutant = mutations.of(run.oneOf(packs));
        if (reader.read(mutant, "fuzzed.yaml") instanceof PackReading.Refused no) {
          run.became("refused with place and reason");
          assertThat(no.problems()).isNotEmpty();
          assertThat(no.problems())
              .allSatisfy(
                  problem ->
                      assertThat(problem.toString()).matches("(?s)fuzzed\\.yaml:\\d+:\\d+: .+"));
        } else {
          run.became("read");
        }
      }
      assertThat(run.outcomes().getOrDefault("refused with place and reason", 0))
          .isGreaterThan(500);
    }
  }

  @Test
  void aLogOfAnyShapeIsReadLineByLine() throws IOException {
    var lines = new ArrayList<byte[]>();
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/logs/desk.csv"))) {
      for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        lines.add(line.getBytes(UTF_8));
      }
    }
    try (var run = FuzzRun.of("lines of CSV logs", 5_000, 250_000)) {
      var mutations = new Mutations(run.random());
      var out = new ByteArrayOutputStream();
      out.writeBytes(lines.getFirst());
      for (int i = 0; i < run.inputs(); i++) {
        out.write('\n');
        out.writeBytes(mutations.of(run.oneOf(lines.subList(1, lines.size()))));
      }
      var file = Files.write(dir.resolve("fuzzed.csv"), out.toByteArray());
      try (var reader = new LogFile(file, ZoneOffset.UTC).open()) {
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
          switch (line.get()) {
            case LogLine.Malformed no -> {
              run.became("malformed, with its reason");
              assertThat(no.why()).startsWith("Expected ");
            }
            case LogLine.Happened h -> run.became("read");
          }
        }
      }
      assertThat(run.outcomes().getOrDefault("malformed, with its reason", 0)).isGreaterThan(500);
      assertThat(run.outcomes().getOrDefault("read", 0)).isGreaterThan(500);
    }
  }

  private static RecordHeaders headers(FuzzRun run, Mutations mutations) {
    var headers = new RecordHeaders();
    if (run.onceIn(2)) {
      headers.add(TraceParent.HEADER, mutations.of(TRACE.getBytes(UTF_8)));
    }
    if (run.onceIn(20)) {
      headers.add(TraceParent.HEADER, null);
      headers.add("", new byte[100_000]);
    }
    return headers;
  }
}
