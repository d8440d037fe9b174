package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.log.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in by Kafka, as a pack or as a log: nothing crashes or gets stuck, and every
 * refusal has a reason. {@code -Plong} sends more than half a million inputs, {@code
 * -Dbelay.random.seed=N} others.
 */
class FuzzedDoorsTest {
  private static final int MORE = Boolean.getBoolean("belay.long") ? 50 : 1;

  @TempDir Path dir;

  private final Random random = new Random(Long.getLong("belay.random.seed", 20_261_125L));
  private final Mutations mutations = new Mutations(random);

  @Test
  void bytesOfAnyShapeInTheTopicAreDecidedOrPutAsideAndTheNextRecordIsRead() {
    var any = new AnyEvent(random);
    try (var bank = Bank.inMemory(dir, "packs/lives.yaml")) {
      for (int i = 0; i < 6_000 * MORE; i++) {
        var id = "C-" + random.nextInt(50);
        var sound =
            bank.wire.serialize(
                Topics.CASE_EVENTS,
                random.nextBoolean() ? any.opening(id, bank.now()) : any.of(id, bank.now()));
        bank.sendsBytes(id, mutations.of(Objects.requireNonNull(sound)), new RecordHeaders());
        if (i % 1_000 == 0) {
          assertThat(bank.steps().size() + bank.deadLetters().size()).isPositive();
        }
      }
      assertThat(bank.observed.deadLetters)
          .hasSizeGreaterThan(1_000)
          .allSatisfy(reason -> assertThat(reason).matches("case-events [a-z-]+"));
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
    int refused = 0;
    for (int i = 0; i < 1_500 * MORE; i++) {
      var mutant = mutations.of(packs.get(random.nextInt(packs.size())));
      if (reader.read(mutant, "fuzzed.yaml") instanceof PackReading.Refused no) {
        refused++;
        assertThat(no.problems()).isNotEmpty();
        assertThat(no.problems())
            .allSatisfy(
                problem ->
                    assertThat(problem.toString()).matches("(?s)fuzzed\\.yaml:\\d+:\\d+: .+"));
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void aLogOfAnyShapeIsReadLineByLine() throws IOException {
    var lines = new ArrayList<byte[]>();
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/logs/desk.csv"))) {
      for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        lines.add(line.getBytes(UTF_8));
      }
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes(lines.getFirst());
    for (int i = 0; i < 5_000 * MORE; i++) {
      out.write('\n');
      out.writeBytes(mutations.of(lines.get(1 + random.nextInt(lines.size() - 1))));
    }
    var file = Files.write(dir.resolve("fuzzed.csv"), out.toByteArray());
    int malformed = 0;
    int happened = 0;
    try (var reader = new LogFile(file, ZoneOffset.UTC).open()) {
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        switch (line.get()) {
          case LogLine.Malformed no -> {
            malformed++;
            assertThat(no.why()).startsWith("Expected ");
          }
          case LogLine.Happened h -> happened++;
        }
      }
    }
    assertThat(malformed).isGreaterThan(500);
    assertThat(happened).isGreaterThan(500);
  }
}
