package io.belay.escalation.simulate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NdjsonLinesTest {
  private static final String AT = "\"occurredAt\":\"2026-11-20T09:15:00+08:00\"";

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            "'ASSIGNED','tier':'senior','agent':{'agentId':'A-17','team':'x'}",
            new CaseEvent.Assigned("senior", null, new Actor(Actor.Kind.AGENT, "A-17", null, "x"))),
        Arguments.of("'AGENT_REPLIED'", new CaseEvent.AgentReplied()),
        Arguments.of("'CUSTOMER_REPLIED'", new CaseEvent.CustomerReplied()),
        Arguments.of(
            "'WAITING_STARTED','on':'OTHER_BANK'",
            new CaseEvent.WaitingStarted(WaitingOn.OTHER_BANK)),
        Arguments.of(
            "'WAITING_STARTED','on':'CUSTOMER','need':'statement'",
            new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER, "statement")),
        Arguments.of("'WAITING_ENDED'", new CaseEvent.WaitingEnded()),
        Arguments.of(
            "'ESCALATION_REQUESTED','differentAgent':true",
            new CaseEvent.EscalationRequested(true)),
        Arguments.of("'DEESCALATED','tier':null", new CaseEvent.Deescalated(null)),
        Arguments.of(
            "'RECLASSIFIED','priority':'P1','amount':199.5",
            new CaseEvent.Reclassified(null, "P1", "199.5", null)),
        Arguments.of(
            "'RECLASSIFIED','priority':'P1','duplicate':'C-2','countsFrom':'2026-11-20T12:00:00Z'",
            new CaseEvent.Reclassified(
                null,
                "P1",
                null,
                null,
                new CaseEvent.StricterDuplicate("C-2", Instant.parse("2026-11-20T12:00:00Z")))),
        Arguments.of(
            "'MILESTONE_REACHED','milestone':'ACCOUNT_FROZEN'",
            new CaseEvent.MilestoneReached("ACCOUNT_FROZEN")),
        Arguments.of(
            "'EXTENSION_GRANTED','clock':'answer','approver':'X'",
            new CaseEvent.ExtensionGranted("answer", "X")),
        Arguments.of(
            "'COMPLAINT_RAISED','about':'agent','agentId':'A-1'",
            new CaseEvent.ComplaintRaised(true, "A-1", null)),
        Arguments.of("'RESOLVED','outcome':'REFUNDED'", new CaseEvent.Resolved("REFUNDED")),
        Arguments.of("'REOPENED'", new CaseEvent.Reopened()),
        Arguments.of("'CLOSED'", new CaseEvent.Closed()),
        Arguments.of("'RATED','score':2", new CaseEvent.Rated(2)),
        Arguments.of(
            "'CONTACT_MISSED','direction':'OUTBOUND','tries':3",
            new CaseEvent.ContactMissed(false, 3)),
        Arguments.of("'LINKED','incidentId':'I-1'", new CaseEvent.Linked(null, "I-1")),
        Arguments.of("'NOTE','text':'x'", new CaseEvent.Noted()),
        Arguments.of(
            "'CUSTOMER_INFORMED','messageType':'result','confirmed':true",
            new CaseEvent.CustomerInformed("result", true)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyTypeOfTheSurfaceIsRead(String type, CaseEvent event) throws Exception {
    var read = read("{'caseId':'C-1','type':%s,%s}".formatted(type, AT));

    assertThat(read)
        .isEqualTo(
            new ReportedEvent(
                "line-5", "C-1", null, Instant.parse("2026-11-20T01:15:00Z"), null, event));
  }

  @Test
  void anOpeningCarriesWhatPacksDecideBy() throws Exception {
    var read =
        read(
            """
            {'open':{'caseId':'C-1','externalId':'E','category':'dispute','openedAt':'2026-11-20T09:15:00',
             'customer':{'id':'K-1'},'transaction':{'reference':'W1','amount':'199.00','currency':'CNY'},
             'handledBy':{'agentId':'A-17','displayName':'李工'},'market':'CN'}}\
            """);

    var li = new Actor(Actor.Kind.AGENT, "A-17", "李工", null);
    assertThat(read)
        .isEqualTo(
            new ReportedEvent(
                "C-1:open",
                "C-1",
                "K-1",
                Instant.parse("2026-11-20T01:15:00Z"),
                li,
                new CaseEvent.Opened(
                    "dispute",
                    null,
                    new CaseEvent.Transaction("W1", "199.00", "CNY"),
                    li,
                    "CN",
                    null)));
  }

  @Test
  void anActorMayBeGivenByItsKindAlone() throws Exception {
    assertThat(read("{'caseId':'C-1','type':'NOTE','by':'customer',%s}".formatted(AT)).actor())
        .isEqualTo(Actor.of(Actor.Kind.CUSTOMER));
    assertThat(read("{'caseId':'C-1','type':'NOTE','by':{},%s}".formatted(AT)).actor())
        .isEqualTo(Actor.of(Actor.Kind.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          []                                         | Expected a JSON object
          {'open':1}                                 | Expected an object for 'open'
          {'open':{'category':'x','customer':{}}}    | Expected 'id', but it is missing
          {'type':'NOTE'}                            | Expected 'caseId', but it is missing
          {'caseId':'C-1','type':'NOTE'}             | Expected 'occurredAt', but it is missing
          {'caseId':'C-1','type':'PROMISED'}         | Expected a known type, but found 'PROMISED'
          {'caseId':'C-1','type':'RESOLVED'}         | Expected 'outcome', but it is missing
          {'caseId':['C-1'],'type':'CLOSED'}         | Expected a text for 'caseId'
          {'caseId':'C-1','type':'WAITING_STARTED','on':'GODOT'} | Expected one of CUSTOMER, MERCHANT, OTHER_BANK, OTHER, but found 'GODOT'
          """)
  void whatIsWrongWithALineIsSaid(String line, String why) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(MalformedLineException.class).hasMessage(why);
  }

  @Test
  void brokenJsonIsMalformed() {
    assertThatThrownBy(() -> read("{'caseId':"))
        .isInstanceOf(MalformedLineException.class)
        .hasMessageStartingWith("Expected JSON: ");
  }

  private static ReportedEvent read(String line) throws Exception {
    var lines = new NdjsonLines(ZoneId.of("Asia/Shanghai"));
    return lines.read(5, line.replace('\'', '"')).events().getFirst();
  }
}
