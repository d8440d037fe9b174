package io.belay.escalation.simulate;

import static io.belay.escalation.simulate.Samples.event;
import static io.belay.escalation.simulate.Samples.figures;
import static io.belay.escalation.simulate.Samples.file;
import static io.belay.escalation.simulate.Samples.logOf;
import static io.belay.escalation.simulate.Samples.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.policy.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rooms wrote stands in an export of case-events, and is decided anew. */
class ExportOfRoomsTest {
  private static final String[] OUTAGE = {
    opening("I-1", "outage", "2026-03-02T00:00:00Z"),
    event("I-1", "'AGENT_REPLIED'", "2026-03-02T00:05:00Z"),
    opening("C-1", "other", "2026-03-02T00:10:00Z"),
    event("C-1", "'LINKED','incidentId':'I-1'", "2026-03-02T00:20:00Z"),
    event("C-1", "'NOTE'", "2026-03-02T01:30:00Z")
  };

  @TempDir Path folder;

  @Test
  void anIncidentClimbsAsFarAsItsMembersNeedAndNotOnceMoreForTheAskingInTheLog()
      throws IOException {
    var exported =
        logOf(
            folder,
            OUTAGE[0],
            OUTAGE[1],
            OUTAGE[2],
            OUTAGE[3],
            event(
                "I-1",
                "'ESCALATION_REQUESTED','eventId':'members-need-9-senior','tier':'senior',"
                    + "'by':{'kind':'SYSTEM'}",
                "2026-03-02T01:10:01Z"),
            OUTAGE[4]);
    var figures = figures(exported, 1, pack("resolve")).getFirst();

    assertThat(figures.promotions()).hasSize(1).containsValue(1L);
    assertThat(figures).isEqualTo(figures(logOf(folder, OUTAGE), 1, pack("resolve")).getFirst());
  }

  @Test
  void aDuplicateIsResolvedWithItsFirstWhereTheTriedPackSaysSoAndNotBecauseTheLogDoes()
      throws IOException {
    var exported =
        logOf(
            folder,
            opening("C-1", "other", "2026-03-02T00:00:00Z", "K-1", "W-1"),
            opening("C-2", "other", "2026-03-02T00:10:00Z", "K-1", "W-1"),
            event(
                "C-2",
                "'LINKED','toCaseId':'C-1','relation':'duplicate','eventId':'same-matter-as-C-1'",
                "2026-03-02T00:10:00Z"),
            event("C-1", "'RESOLVED','outcome':'SOLVED'", "2026-03-02T00:20:00Z"),
            event(
                "C-2",
                "'RESOLVED','outcome':'SOLVED','eventId':'resolved-with-C-1-6'",
                "2026-03-02T00:20:00Z"),
            event("C-1", "'NOTE'", "2026-03-02T00:30:00Z"));

    assertThat(figures(exported, 1, pack("resume")).getFirst().cases())
        .containsEntry("inWorkAtTheEnd", 1L);
    assertThat(figures(exported, 1, pack("resolve")).getFirst().cases())
        .doesNotContainKey("inWorkAtTheEnd");
  }

  /**
   * With a tier more, for there is room to climb too far.
   *
   * @param firstResolved what becomes of a duplicate then
   */
  private static PolicyPack pack(String firstResolved) throws IOException {
    return Samples.pack(
        Files.readString(file("small.yaml"))
            .replace(
                "categories:",
                "  - {tier: office, names: {en: the office, zh-CN: 投诉处}, queue: office}\n"
                    + "categories:")
            .replace("{senior: 2h}", "{senior: 2h, office: 2h}")
            .replace(
                "    other:\n",
                "    outage: {names: {en: outage, zh-CN: 系统故障}, priority: P3,"
                    + " startsAt: front-line, incident: true}\n    other:\n")
            .concat("duplicates: {window: 72h, firstResolved: %s}\n".formatted(firstResolved)));
  }
}
