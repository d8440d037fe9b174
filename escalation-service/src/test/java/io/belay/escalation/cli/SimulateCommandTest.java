package io.belay.escalation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.simulate.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private final String small = Samples.file("small.yaml").toString();
  private final String log = Samples.file("four-cases.csv").toString();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void aDraftIsComparedWithTodaysPackAndReportsAreWritten() throws IOException {
    Path draft = Files.writeString(folder.resolve("draft.yaml"), Samples.strictYaml());
    Path reports = folder.resolve("new/reports");

    int exit =
        run("--policy", draft, "--against", small, "--events", log, "--out", reports.toString());

    assertThat(exit).isZero();
    assertThat(text(out)).contains("Dry run of small@2 against small@1", "line 7: ");
    assertThat(reports.resolve("report.json")).isNotEmptyFile();
    assertThat(reports.resolve("report.html")).isNotEmptyFile();
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aMistakeInAPackIsPrintedWithItsPlace() throws IOException {
    String broken = Samples.strictYaml().replace("fallback: other", "fallback: others");
    Path draft = Files.writeString(folder.resolve("draft.yaml"), broken);

    assertThat(run("--policy", draft, "--events", log)).isEqualTo(SubCommand.FAILED);
    assertThat(text(err))
        .startsWith(draft + ":")
        .containsPattern("draft\\.yaml:\\d+:\\d+: Unknown category .others.");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void theZoneMovesLocalTimes() {
    run("--policy", small, "--events", log, "--zone", "UTC");
    assertThat(text(out)).contains("from 2026-03-02T09:00:00Z").contains("local times of UTC");
  }

  @Test
  void theReportSaysInWhichOrderTheLogWasPlayed() throws IOException {
    Path ordered = Samples.file("four-cases.ndjson");
    var lines = new ArrayList<>(Files.readAllLines(ordered));
    lines.addLast(lines.getFirst());
    Path disordered = Files.write(folder.resolve("late.ndjson"), lines);

    run("--policy", small, "--events", log);
    run("--policy", small, "--events", ordered);
    run("--policy", small, "--events", disordered);
    assertThat(text(out).lines().filter(line -> line.contains("local times of")))
        .satisfiesExactly(
            line -> assertThat(line).contains(", case by case;"),
            line -> assertThat(line).contains(", in order of time;"),
            line -> assertThat(line).contains("some lines are older than the one before;"));
  }

  @Test
  void whatCannotBeMeantIsRefusedWithTheUsage() {
    assertThat(run("--policy", small)).isEqualTo(SubCommand.MISUSED);
    assertThat(run("--policy", small, "--events", "log.txt")).isEqualTo(SubCommand.MISUSED);
    assertThat(run("--policy", small, "--events", log, "--zone", "Mars"))
        .isEqualTo(SubCommand.MISUSED);
    assertThat(run("--policy", small, "--speed", "3")).isEqualTo(SubCommand.MISUSED);
    assertThat(run("--policy", small, "--policy", small)).isEqualTo(SubCommand.MISUSED);
    assertThat(text(err)).contains("usage: belay simulate --policy FILE");
  }

  @Test
  void filesThatAreNotThereOrTellNothingFail() throws IOException {
    assertThat(run("--policy", small, "--events", folder + "/absent.csv"))
        .isEqualTo(SubCommand.FAILED);
    assertThat(text(err)).contains("absent.csv");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "case_id,ts,event\n");
    assertThat(run("--policy", small, "--events", empty)).isEqualTo(SubCommand.FAILED);
    assertThat(text(err)).contains("no line tells of one");
  }

  private int run(Object... arguments) {
    List<String> texts = Arrays.stream(arguments).map(String::valueOf).toList();
    return new SimulateCommand()
        .run(texts, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }
}
