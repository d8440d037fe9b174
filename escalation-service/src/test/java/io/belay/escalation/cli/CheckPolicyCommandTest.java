package io.belay.escalation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPolicyCommandTest {
  private static final Path POLICIES =
      Path.of(Objects.requireNonNull(System.getProperty("belay.root"))).resolve("deploy/policies");
  private static final Path WALLET = POLICIES.resolve("wallet.yaml");
  private static final Path UK = POLICIES.resolve("market-uk.yaml");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Instant today = Instant.parse("2026-11-25T00:00:00Z");

  @TempDir private Path directory = Path.of("");

  @Test
  void aSoundPackIsNamedWithItsVersion() {
    assertThat(belay("check-policy", WALLET.toString())).isZero();
    assertThat(out.toString(UTF_8)).startsWith(WALLET + ": wallet@2026.3 is sound, sha256 ");
  }

  @Test
  void holidaysThatEndBeforeAClockCouldAreAMistakeOfTheirList() throws IOException {
    today = Instant.parse("2027-12-30T00:00:00Z");
    int list = lineOf(Files.readString(WALLET), "holidays:");

    assertThat(belay("check-policy", WALLET.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8).lines())
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(WALLET + ":" + list + ":5: Expected holidays for as long as clock")
                    .endsWith("known until 2027-12-31; add those of the next year"))
        .anyMatch(line -> line.contains("clock 'resolution'"));
  }

  @Test
  void aLawCountsTheListOfItsBusinessDays() throws IOException {
    today = Instant.parse("2027-11-11T12:00:00Z");
    var text = Files.readString(UK);
    int list = lineOf(text, "holidays:", text.indexOf("businessDays:"));

    assertThat(belay("check-policy", UK.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith(UK + ":" + list + ":5: Expected holidays"))
        .anyMatch(line -> line.contains("clock 'uk-disp-psd-final'"));
  }

  @Test
  void everyMistakeOfEveryFileIsPrintedWithItsPlace() throws IOException {
    var broken = directory.resolve("broken.yaml");
    var text = Files.readString(WALLET);
    Files.writeString(
        broken,
        text.replace("P1: 15m, P2: 30m", "P1: 15, P2: 2d").replace("queue: senior", "q: s"));

    assertThat(belay("check-policy", broken.toString(), WALLET.toString())).isEqualTo(1);

    var lines = out.toString(UTF_8).lines().toList();
    int target = lineOf(text, "P1: 15m, P2: 30m");
    int tier = lineOf(text, "- tier: senior");
    assertThat(lines)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(broken + ":" + tier + ":5: Expected the key 'queue' in the tier"),
            line -> assertThat(line).startsWith(broken + ":" + (tier + 2) + ":5: Unknown key 'q'"),
            line -> assertThat(line).startsWith(broken + ":" + target + ":18: Expected a unit"),
            line -> assertThat(line).startsWith(broken + ":" + target + ":26: Expected hours"),
            line -> assertThat(line).contains("wallet@2026.3 is sound"));
  }

  @Test
  void aFileThatIsNotThereIsSaidSo() {
    assertThat(belay("check-policy", "no-such.yaml")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines(
            "Expected a file that can be read, but found none at no-such.yaml");
  }

  @Test
  void withoutAFileItSaysHowItIsUsed() {
    assertThat(belay("check-policy")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("usage: belay check-policy FILE…");
  }

  private int belay(String... arguments) {
    return BelayCommand.run(
        List.of(arguments),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        InstantSource.fixed(today));
  }

  private static int lineOf(String text, String part) {
    return lineOf(text, part, 0);
  }

  private static int lineOf(String text, String part, int from) {
    return 1
        + (int) text.substring(0, text.indexOf(part, from)).chars().filter(c -> c == '\n').count();
  }
}
