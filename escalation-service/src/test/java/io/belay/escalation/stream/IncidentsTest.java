package io.belay.escalation.stream;

import static io.belay.escalation.stream.Expected.breached;
import static io.belay.escalation.stream.Expected.held;
import static io.belay.escalation.stream.Expected.linked;
import static io.belay.escalation.stream.Expected.promoted;
import static io.belay.escalation.stream.Expected.released;
import static io.belay.escalation.stream.Expected.warned;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent.IncidentReleased;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.OfIncident;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.AgentReplied;
import io.belay.events.Closed;
import io.belay.events.Linked;
import io.belay.events.Resolved;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident and its members, from the link to the release. */
class IncidentsTest {
  @TempDir Path dir;

  private Bank bank;

  @BeforeEach
  void open() {
    bank = new Bank(dir);
    bank.opens(aCase("I-1").category("outage"));
    bank.reports("I-1", new AgentReplied());
    bank.steps();
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void membersPromotionsAreHeldAndTheIncidentClimbsForThemOnce() {
    opensMember("C-1");
    opensMember("C-2");
    bank.expects(linked("C-1", "I-1"), linked("C-2", "I-1")).andNothingElse();

    bank.waits(ofMinutes(31));

    bank.expects(
            warned("C-1", "first-response"),
            warned("C-2", "first-response"),
            breached("C-1", "first-response"),
            breached("C-2", "first-response"),
            held("C-1", "senior"),
            held("C-2", "senior"),
            promoted("I-1", "front-line", "senior"))
        .andNothingElse();
    assertThat(bank.stored("C-1").orElseThrow().placement().tier()).isEqualTo("front-line");
    assertThat(bank.observed.incidentMembers).isEqualTo(2);
    assertThat(bank.observed.incidentsInWork).isEqualTo(1);
  }

  @Test
  void theEndOfTheIncidentReleasesItsMembersWhichGoOnWithTheirOwn() {
    opensMember("C-1");
    bank.waits(ofMinutes(31));
    bank.reports("I-1", new Resolved("PAID_OUT"));
    bank.steps();

    bank.waits(ofSeconds(1));
    bank.expects(released("C-1"), promoted("C-1", "front-line", "senior")).andNothingElse();
    bank.waits(ofMinutes(21));

    bank.expects(breached("C-1", "tier-response"), promoted("C-1", "senior", "specialist"));
    assertThat(bank.incident("I-1").orElseThrow().members()).isZero();
  }

  @Test
  void aCustomerIsToldOfEachStepOfTheIncidentInOneWord() {
    opensMember("C-1");
    opensMember("C-2");
    bank.reports("C-1", new AgentReplied());
    bank.reports("C-2", new AgentReplied());
    bank.reports("I-1", new io.belay.events.EscalationRequested(false, null));
    bank.waits(ofSeconds(1));
    bank.reports("I-1", new Resolved("PAID_OUT"));
    bank.waits(ofSeconds(1));

    for (var caseId : List.of("C-1", "C-2")) {
      assertThat(toldOfIncident(caseId))
          .containsExactly(
              new OfIncident("I-1", "joined"),
              new OfIncident("I-1", "escalated-senior"),
              new OfIncident("I-1", "over"));
    }
    assertThat(toldOfIncident("I-1")).isEmpty();
  }

  @Test
  void aCaseLinkedAfterTheEndIsReleasedAtOnce() {
    bank.reports("I-1", new Resolved("PAID_OUT"));

    opensMember("C-1");

    assertThat(bank.stored("C-1").orElseThrow().links().incident()).isNull();
    bank.expects(linked("C-1", "I-1"), released("C-1"));
  }

  @Test
  void aCaseLinkedToAnIncidentNobodyOpensIsReleasedAfterTheWait() {
    bank.opens(aCase("C-1"));
    bank.reports("C-1", new Linked(null, "I-9", null));
    bank.waits(ofMinutes(14));
    assertThat(bank.stored("C-1").orElseThrow().links().incident()).isNotNull();

    bank.waits(ofMinutes(2));

    assertThat(bank.stored("C-1").orElseThrow().links().incident()).isNull();
    assertThat(bank.observed.reported)
        .extracting(event -> event.event())
        .contains(new IncidentReleased("I-9", "unknown"));
    assertThat(bank.incident("I-9")).isEmpty();
  }

  @Test
  void aClosedMemberIsCountedNoMore() {
    opensMember("C-1");
    opensMember("C-2");

    bank.reports("C-1", new Closed());

    assertThat(bank.incident("I-1").orElseThrow().members()).isEqualTo(1);
    bank.reports("I-1", new Closed());
    bank.waits(ofSeconds(1));
    assertThat(bank.observed.reported).extracting(event -> event.caseId()).containsExactly("C-2");
  }

  @Test
  void aCaseLinkedToTheIncidentsCaseIsAMemberToo() {
    bank.opens(aCase("C-1"));

    bank.reports("C-1", new Linked("I-1", null, null));

    bank.expects(linked("C-1", "I-1"), linked("C-1", "I-1"));
    assertThat(bank.stored("C-1").orElseThrow().links().incident()).isNotNull();
    assertThat(bank.incident("I-1").orElseThrow().members()).isEqualTo(1);
  }

  @Test
  void theSameLinkAgainCountsOnce() {
    opensMember("C-1");
    bank.reports("C-1", new Linked(null, "I-1", null));

    assertThat(bank.incident("I-1").orElseThrow().members()).isEqualTo(1);
    assertThat(toldOfIncident("C-1")).hasSize(1);
  }

  private void opensMember(String caseId) {
    bank.opens(aCase(caseId).category("withdrawal-delayed"));
    bank.reports(caseId, new Linked(null, "I-1", null));
  }

  private List<OfIncident> toldOfIncident(String caseId) {
    return bank.remembered(caseId).stream()
        .map(Step::progress)
        .flatMap(p -> p instanceof Progress.FollowUpDue f ? Stream.ofNullable(f.incident()) : null)
        .filter(incident -> incident.step() != null)
        .toList();
  }
}
