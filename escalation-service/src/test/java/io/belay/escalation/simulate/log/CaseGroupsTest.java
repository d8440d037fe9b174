package io.belay.escalation.simulate.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.simulate.log.LogLine.Happened;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CaseGroupsTest {
  private static final String LOG =
      """
      case_id,seq,ts,event
      A,1,2026-03-02T09:00:00,opened
      A,10,2026-03-02T09:00:00,closed
      A,9,2026-03-02T09:00:00,resolved
      B,1,2026-03-02T08:00:00,opened
      not a line
      B,2,2026-03-02T08:30:00,closed
      C,1,2026-03-02T08:00:00,opened
      """;

  @Test
  void eventsOfOneInstantKeepTheirSequence() throws IOException {
    var groups = new CaseGroups(reader(new CountedLines(LOG)));

    assertThat(groups.next().orElseThrow())
        .extracting(Happened::sequence)
        .containsExactly(1L, 9L, 10L);
    assertThat(groups.next().orElseThrow()).extracting(Happened::caseId).containsExactly("B", "B");
    assertThat(groups.next().orElseThrow()).hasSize(1);
    assertThat(groups.next()).isEmpty();
  }

  @Test
  void theLogIsReadNoFurtherThanTheFirstLineOfTheNextCase() throws IOException {
    var lines = new CountedLines(LOG);
    var groups = new CaseGroups(reader(lines));
    groups.next();

    assertThat(lines.taken).isEqualTo(5);
  }

  private static LogReader reader(CountedLines lines) throws IOException {
    String header = lines.readLine();
    return new LogReader(
        lines, CsvLines.of(String.valueOf(header), ZoneId.of("UTC"), same -> same), 1);
  }

  private static final class CountedLines extends BufferedReader {
    private int taken;

    CountedLines(String text) {
      super(new StringReader(text));
    }

    @Override
    public String readLine() throws IOException {
      taken++;
      return super.readLine();
    }
  }
}
