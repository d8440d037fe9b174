package io.belay.escalation.simulate;

import static io.belay.escalation.simulate.Samples.SHANGHAI;
import static io.belay.escalation.simulate.Samples.event;
import static io.belay.escalation.simulate.Samples.figures;
import static io.belay.escalation.simulate.Samples.file;
import static io.belay.escalation.simulate.Samples.log;
import static io.belay.escalation.simulate.Samples.logOf;
import static io.belay.escalation.simulate.Samples.opening;
import static io.belay.escalation.simulate.Samples.small;
import static io.belay.escalation.simulate.Samples.strict;
import static io.belay.escalation.simulate.Samples.survey;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.log.LogLine.Malformed;
import io.belay.escalation.simulate.tally.Figures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
  private static final int MONDAY_9 = 9;
  private static final int TUESDAY_12 = 24 + 12;
  private final LogFile csv = log("four-cases.csv");

  @Test
  void everyFigureOfFourCasesIsTheKnownOne() throws IOException {
    Figures figures = figures(csv, 1, small()).getFirst();

    assertThat(figures.cases())
        .isEqualTo(Map.of("accepted", 4L, "settled", 2L, "inWorkAtTheEnd", 1L));
    assertThat(figures.events()).isEqualTo(Map.of("accepted", 11L, "rejected", 1L));
    assertThat(figures.rejections()).isEqualTo(Map.of("case-closed", 1L));
    assertThat(figures.breachesByWeek())
        .isEqualTo(
            Map.of(
                "first-response", Map.of("2026-W10", 2L),
                "tier-response", Map.of("2026-W10", 1L),
                "resolution", Map.of("2026-W10", 1L)));
    assertThat(figures.clocks().get("first-response"))
        .isEqualTo(Map.of("started", 4L, "met", 2L, "breached", 2L, "metLate", 1L));
    assertThat(figures.promotions()).isEqualTo(Map.of("clock-breached", 2L));
    assertThat(figures.promotionsByClock()).isEqualTo(Map.of("first-response", 2L));
    assertThat(figures.ladderExhausted()).isEqualTo(2);
  }

  @Test
  void messagesAreCountedByCustomerAndType() throws IOException {
    var messages = figures(csv, 1, small()).getFirst().messages();

    assertThat(messages.byType())
        .isEqualTo(
            Map.of("acknowledgement", 4L, "promotion", 2L, "result", 3L, "rating-request", 2L));
    assertThat(messages.total()).isEqualTo(11);
    assertThat(messages.customers()).isEqualTo(4);
    assertThat(messages.perCustomer()).isEqualTo(2.75);
    assertThat(messages.mostForOneCustomer()).isEqualTo(4);
    assertThat(messages.customersByCount())
        .containsEntry("2", 2L)
        .containsEntry("3", 1L)
        .containsEntry("4", 1L)
        .containsEntry("5", 0L);
  }

  @Test
  void timeAndLoadOfTiersAreThoseOnTheWallInTheZone() throws IOException {
    Figures figures = figures(csv, 1, small()).getFirst();

    assertThat(figures.tierTime().keySet()).containsExactly("front-line", "senior");
    assertThat(of(figures.tierTime(), "front-line").workHours()).isEqualTo(5.5);
    assertThat(of(figures.tierTime(), "front-line").arrivals()).isEqualTo(4);
    assertThat(of(figures.tierTime(), "senior").workHours()).isEqualTo(29);
    assertThat(of(figures.tierTime(), "senior").workHoursEach()).isEqualTo(14.5);
    var frontLine = of(figures.tierLoad(), "front-line");
    assertThat(frontLine.inWork().get(MONDAY_9)).isEqualTo(1.0);
    assertThat(frontLine.inWork().get(MONDAY_9 + 1)).isEqualTo(2.0);
    assertThat(frontLine.arrivals().get(MONDAY_9)).isEqualTo(1);
    assertThat(of(figures.tierLoad(), "senior").inWork().get(TUESDAY_12)).isEqualTo(1.0);
  }

  @Test
  void ndjsonTellsTheSameStory() throws IOException {
    assertThat(figures(log("four-cases.ndjson"), 1, small())).isEqualTo(figures(csv, 1, small()));
  }

  @Test
  void aLogInOrderOfTimeTellsTheSameStory(@TempDir Path folder) throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(csv.path()));
    String header = lines.removeFirst();
    lines.removeIf(line -> line.contains("yesterday") || line.endsWith("T10:00"));
    lines.sort(Comparator.comparing(line -> line.split(",", -1)[2]));
    lines.addFirst(header);
    var sorted = new LogFile(Files.write(folder.resolve("sorted.csv"), lines), SHANGHAI);

    assertThat(new DryRun(sorted, survey(sorted), 1).inTimeOrder()).isTrue();
    assertThat(new DryRun(csv, survey(csv), 1).inTimeOrder()).isFalse();
    assertThat(figures(sorted, 1, small())).isEqualTo(figures(csv, 1, small()));
  }

  @Test
  void moreThreadsAndAZippedLogChangeNoFigure(@TempDir Path folder) throws IOException {
    Path zipped = folder.resolve("four-cases.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(csv.path(), out);
    }

    assertThat(figures(new LogFile(zipped, SHANGHAI), 3, small(), strict()))
        .isEqualTo(figures(csv, 1, small(), strict()));
  }

  @Test
  void aStricterPackBreaksMorePromises() throws IOException {
    var figures = figures(csv, 2, small(), strict());

    assertThat(figures.getFirst().breaches()).isEqualTo(4);
    // C1 is answered after 30 minutes, C4 is resolved after 30: both are too late now
    assertThat(figures.getLast().breaches()).isEqualTo(6);
    assertThat(figures.getLast().promotionsByClock()).isEqualTo(Map.of("first-response", 4L));
  }

  @Test
  void aCaseThatClosedByItselfIsNobodysAnyMore(@TempDir Path folder) throws IOException {
    var log =
        logOf(
            folder,
            opening("C-1", "other", "2026-03-02T00:00:00Z"),
            event("C-1", "'AGENT_REPLIED'", "2026-03-02T00:30:00Z"),
            event("C-1", "'WAITING_STARTED','on':'CUSTOMER'", "2026-03-02T01:00:00Z"),
            opening("C-2", "other", "2026-03-12T00:00:00Z"));
    var silent =
        Files.readString(file("small.yaml"))
            .replace("closed]", "closed, reminded]")
            .concat("autoClose: {waiting-on-customer: {after: 24h, remindBefore: 6h}}\n");

    var figures = figures(log, 1, Samples.pack(silent)).getFirst();

    assertThat(of(figures.tierTime(), "front-line").waitHours()).isEqualTo(24);
    assertThat(figures.cases()).containsEntry("inWorkAtTheEnd", 1L);
  }

  @Test
  void aMilestoneOfBeforeTheOpeningCountsFromItsOwnDay(@TempDir Path folder) throws IOException {
    var log =
        logOf(
            folder,
            opening("C-1", "payment-failed", "2026-07-04T06:00:00Z"),
            event(
                "C-1",
                "'MILESTONE_REACHED','milestone':'TRANSACTION_FAILED_T1'",
                "2026-07-01T06:00:00Z"),
            event("C-1", "'AGENT_REPLIED'", "2026-07-04T06:10:00Z"));
    var root = Path.of(System.getProperty("belay.root"));
    var india = Files.readString(root.resolve("deploy/policies/market-in.yaml"));

    var figures = figures(log, 1, Samples.pack(india)).getFirst();

    assertThat(figures.breachesByWeek())
        .containsEntry("in-rbi-tat-t1", Map.of("2026-W27", 1L))
        .containsEntry("in-rbi-accrual-t1", Map.of("2026-W27", 1L));
    assertThat(figures.promotionsByClock()).containsEntry("in-rbi-tat-t1", 1L);
  }

  @Test
  void aCaseThatALowRatingReopensIsWorkAgain(@TempDir Path folder) throws IOException {
    var log =
        logOf(
            folder,
            opening("C-1", "other", "2026-03-02T00:00:00Z"),
            event("C-1", "'RESOLVED','outcome':'SOLVED'", "2026-03-02T00:30:00Z"),
            event("C-1", "'RATED','score':1", "2026-03-02T01:00:00Z"),
            opening("C-2", "other", "2026-03-02T01:30:00Z"));
    var rated = Files.readString(file("small.yaml")).concat("promoteOn: {rating: 2}\n");

    var figures = figures(log, 1, Samples.pack(rated)).getFirst();

    assertThat(figures.cases()).containsEntry("reopened", 1L).containsEntry("inWorkAtTheEnd", 2L);
    assertThat(of(figures.tierTime(), "senior").workHours()).isEqualTo(0.5);
  }

  @Test
  void malformedLinesAreCountedWithTheirNumbers() throws IOException {
    var ofCsv = survey(csv);
    assertThat(ofCsv.malformed()).isEqualTo(2);
    assertThat(ofCsv.firstMalformed())
        .containsExactly(
            new Malformed(7, "Expected a time such as 2026-11-20T09:15:00, but found 'yesterday'"),
            new Malformed(13, "Expected 10 values, but found 3"));
    assertThat(ofCsv.events()).isEqualTo(12);

    assertThat(survey(log("four-cases.ndjson")).firstMalformed())
        .extracting(Malformed::number)
        .containsExactly(4L, 13L);
  }

  private static <V> V of(Map<String, V> figures, String tier) {
    return Objects.requireNonNull(figures.get(tier));
  }
}
