package io.belay.escalation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.escalation.cli.ConformanceCase.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worked cases with answers that others gave, and a sample of our own in the same format. */
class ConformanceTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void everyWorkingTimeCaseHasItsExpectedAnswer() {
    List<ConformanceCase> cases = shared("sla_cases.json");
    assertThat(differing(cases)).isEmpty();
    assertThat(countByKind(cases)).containsKeys("due", "elapsed");
  }

  @Test
  void everyStatutoryExampleHasItsExpectedAnswer() {
    List<ConformanceCase> cases = shared("statutory_cases.json");
    assertThat(differing(cases)).isEmpty();
    assertThat(countByKind(cases)).containsKeys("statutory");
  }

  @Test
  void everyCaseOfOurOwnHasItsExpectedAnswer() {
    assertThat(run("conformance", own("working_time_sample.json"), own("statutory_sample.json")))
        .isZero();
    assertThat(printed()).isEqualTo("21 passed, 0 failed, 1 skipped\n");
  }

  @Test
  void aDifferingCaseIsPrintedAndFailsTheCommand(@TempDir Path folder) throws IOException {
    String sample = Files.readString(Path.of(own("working_time_sample.json")));
    Path wrong = folder.resolve("wrong.json");
    Files.writeString(
        wrong,
        sample
            .replace("2026-06-01T13:15:00+02:00", "2026-06-01T13:15:01+02:00")
            .replace("2026-06-08T08:00:00+02:00\"}", "2026-06-08T08:01:00+02:00\"}")
            .replace(
                "\"expected_elapsed_seconds\": 25200", "\"expected_elapsed_seconds\": 25200.001")
            .replace(
                "\"calendar\": \"hotline-nights\", \"note\": \"the night in which an hour comes",
                "\"calendar\": \"unknown\", \"note\": \"the night in which an hour comes"));
    assertThat(run("conformance", wrong.toString())).isOne();
    assertThat(printed().lines())
        .containsExactly(
            "OWN-01: due expected 2026-06-01T11:15:01Z, but it is 2026-06-01T11:15:00Z",
            "OWN-03: due by the next-open rule expected 2026-06-08T06:01:00Z, but it is"
                + " 2026-06-08T06:00:00Z",
            "OWN-06: due expected 2026-06-08T06:01:00Z, but it is 2026-06-08T06:00:00Z",
            "OWN-07: elapsed expected PT7H0.001S, but it is PT7H",
            "OWN-08: Expected 'unknown', but it is missing",
            "6 passed, 5 failed, 1 skipped");
  }

  @Test
  void aFileThatHoldsNoCasesIsRefused(@TempDir Path folder) throws IOException {
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{\"cases\": [");
    assertThat(run("conformance", broken.toString())).isEqualTo(2);
    assertThat(run("conformance", folder.resolve("absent.json").toString())).isEqualTo(2);
    Files.writeString(broken, "{}");
    assertThat(run("conformance", broken.toString())).isEqualTo(2);
    assertThat(printed().lines()).hasSize(3).allMatch(line -> line.startsWith("Expected "));
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheKnownOnes() {
    assertThat(run("conform")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("conformance")).isEqualTo(2);
    assertThat(printed()).contains("usage: belay COMMAND …", "  conformance");
  }

  private int run(String... arguments) {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return BelayCommand.run(List.of(arguments), stream, stream, InstantSource.system());
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static List<String> differing(List<ConformanceCase> cases) {
    return cases.stream()
        .filter(one -> one.verdict().kind() == Verdict.Kind.FAILED)
        .map(one -> one.id() + ": " + one.verdict().difference())
        .toList();
  }

  private static Map<String, Long> countByKind(List<ConformanceCase> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(ConformanceCase::kind, Collectors.counting()));
  }

  private static List<ConformanceCase> shared(String name) {
    Path file = Path.of(System.getProperty("belay.root"), "..", "shared", "conformance", name);
    assumeTrue(Files.exists(file), () -> "the shared cases " + name + " are not on this machine");
    return ConformanceFile.read(file);
  }

  private static String own(String name) {
    URI file =
        URI.create(
            Objects.requireNonNull(ConformanceTest.class.getResource("/conformance/" + name))
                .toString());
    return Path.of(file).toString();
  }
}
