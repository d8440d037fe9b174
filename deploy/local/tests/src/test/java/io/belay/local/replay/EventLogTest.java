package io.belay.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final String HEADER =
      "case_id,seq,ts,event,tier,priority,group,actor,category,raw\n";

  @TempDir Path dir;

  @Test
  void casesAreMergedByTimeAndKeepTheirOrder() throws Exception {
    var log =
        read(
            """
            a,1,2026-01-05T09:00:00,opened,,2,g1,x,,
            a,2,2026-01-05T09:30:00,resolved,,2,g1,x,,
            a,3,2026-01-05T09:20:00,closed,,2,g1,x,,
            b,1,2026-01-05T09:10:00,opened,,3,g2,y,,
            b,2,2026-01-05T09:10:00,assigned,,3,g2,y,,
            """);
    assertThat(log.events())
        .extracting(event -> event.caseId() + event.seq())
        .containsExactly("a1", "b1", "b2", "a2", "a3");
    assertThat(log.events().getLast().at())
        .as("never before its predecessor")
        .isEqualTo(Instant.parse("2026-01-05T09:30:00Z"));
    assertThat(log.cases()).isEqualTo(2);
    assertThat(log.span()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void malformedLinesAreNamedByNumberAndSkipped() throws Exception {
    var log =
        read(
            """
            a,1,2026-01-05T09:00:00,opened,,2,g1,x,,
            a,two,2026-01-05T09:01:00,updated,,2,g1,x,,
            a,3,yesterday,updated,,2,g1,x,,
            a,4,2026-01-05T09:03:00,updated
            a,5,2026-01-05T09:04:00,updated,,2,g1,x,,"stray quote
            ,6,2026-01-05T09:05:00,updated,,2,g1,x,,
            a,7,2026-01-05T09:06:00,closed,,2,g1,x,,"he said ""fine"", twice"
            """);
    assertThat(log.malformed()).hasSize(5);
    assertThat(log.malformed().get(0)).startsWith("line 3: seq");
    assertThat(log.malformed().get(1)).startsWith("line 4: ");
    assertThat(log.malformed().get(2)).startsWith("line 5: has 4 columns, not 10");
    assertThat(log.malformed().get(3)).startsWith("line 6: ");
    assertThat(log.malformed().get(4)).startsWith("line 7: case_id is missing");
    assertThat(log.events()).extracting(LogEvent::seq).containsExactly(1L, 7L);
    assertThat(log.events().getLast().raw()).isEqualTo("he said \"fine\", twice");
  }

  @Test
  void aStrayQuoteBeforeLongLinesCostsNothingButItsLine() throws Exception {
    var log =
        read(
            "a,1,2026-01-05T09:00:00,opened,,,,,,\"stray\n"
                + "b,1,2026-01-05T09:00:00,opened,,,,,,%s\n"
                    .formatted("x".repeat(5_000))
                    .repeat(30));
    assertThat(log.events()).hasSize(30);
    assertThat(log.malformed()).containsExactly("line 2: cannot be read as CSV");
  }

  @Test
  void quotedTextMayRunOverLines() throws Exception {
    var log =
        read("a,1,2026-01-05T09:00:00,opened,,2,g1,x,,\"one\ntwo\"\na,2,oops,closed,,2,g,x,,\n");
    assertThat(log.events()).extracting(LogEvent::raw).containsExactly("one\ntwo");
    assertThat(log.malformed()).singleElement().asString().startsWith("line 4: ");
  }

  @Test
  void firstCasesByOpeningAreChosen() throws Exception {
    var log =
        read(
            """
            late,1,2026-01-07T09:00:00,opened,,,,,,
            early,1,2026-01-05T09:00:00,opened,,,,,,
            early,2,2026-01-09T09:00:00,closed,,,,,,
            """,
            1);
    assertThat(log.events()).extracting(LogEvent::caseId).containsOnly("early").hasSize(2);
  }

  @Test
  void gzippedAndZonedTimesAreRead() throws Exception {
    var file = dir.resolve("tiny_events.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          (HEADER + "a,1,2026-07-05T09:00:00,opened,,,,,,\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(dir.resolve("tiny_cases.csv"), "case_id,caller\na,77\n");
    var log = EventLog.read(file, Integer.MAX_VALUE, ZoneId.of("Europe/Berlin"));
    assertThat(log.events().getFirst().at()).isEqualTo(Instant.parse("2026-07-05T07:00:00Z"));
  }

  @Test
  void callersComeFromTheFileOfCasesBeside() throws Exception {
    Files.writeString(dir.resolve("tiny_cases.csv"), "case_id,caller\na,77\n");
    var log = read("a,1,2026-07-05T09:00:00,opened,,,,,,\n");
    assertThat(log.events().getFirst().customer()).isEqualTo("77");
  }

  @Test
  void anotherTableIsRefused() throws Exception {
    var file = Files.writeString(dir.resolve("other.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> EventLog.read(file, Integer.MAX_VALUE, ZoneOffset.UTC))
        .hasMessageContaining("Expected the columns [case_id, ts, event]");
  }

  private EventLog read(String rows) throws IOException {
    return read(rows, Integer.MAX_VALUE);
  }

  private EventLog read(String rows, int cases) throws IOException {
    var file = Files.writeString(dir.resolve("tiny_events.csv"), HEADER + rows);
    return EventLog.read(file, cases, ZoneOffset.UTC);
  }
}
