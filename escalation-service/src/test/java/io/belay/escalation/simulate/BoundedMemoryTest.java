package io.belay.escalation.simulate;

import static io.belay.escalation.simulate.Samples.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.tally.Figures;
import io.belay.escalation.simulate.tally.LocalWeeks;
import io.belay.escalation.simulate.tally.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held must not grow with the log. */
class BoundedMemoryTest {
  private static final int CASES = 2000;
  private static final LocalDateTime START = LocalDateTime.parse("2026-03-02T09:00:00");
  private final Tally tally = new Tally(new LocalWeeks(SHANGHAI));
  @TempDir private Path folder;

  @Test
  void inOrderOfTimeOnlyCasesNotYetForgottenAreHeld() throws IOException {
    var log = logOfCases();
    var survey = Samples.survey(log);
    var played = new InTimeOrder(Samples.small(), tally);
    try (var lines = log.open()) {
      played.play(lines, Share.ALL, survey.lastAt());
    }

    // one case an hour, kept for thirty days after its end
    assertThat(played.mostHeld()).isBetween(720, 722);
    assertThat(figures(survey.lastAt()).cases().get("accepted")).isEqualTo(CASES);
  }

  @Test
  void caseByCaseNotEvenACustomersNameIsHeld() throws IOException {
    var log = logOfCases();
    var survey = Samples.survey(log);
    try (var lines = log.open()) {
      new CaseByCase(Samples.small(), tally, survey.lastAt()).play(lines, Share.ALL);
    }

    assertThat(tally.customersHeld()).isZero();
    assertThat(figures(survey.lastAt()).messages().customers()).isEqualTo(CASES);
  }

  private Figures figures(Instant end) throws IOException {
    return tally.figures(Samples.small().ladder(), end.minus(Duration.ofDays(1)), end);
  }

  private LogFile logOfCases() throws IOException {
    var lines = new ArrayList<String>();
    lines.add("case_id,ts,event");
    for (int i = 0; i < CASES; i++) {
      var openedAt = START.plusHours(i);
      lines.add("C%d,%s,opened".formatted(i, openedAt));
      lines.add("C%d,%s,closed".formatted(i, openedAt.plusMinutes(10)));
    }
    return new LogFile(Files.write(folder.resolve("many.csv"), lines), SHANGHAI);
  }
}
