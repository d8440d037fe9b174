package io.belay.escalation.simulate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String HEADER =
      "case_id,seq,ts,event,tier,priority,group,actor,category,raw";
  private static final Actor AGENT = new Actor(Actor.Kind.AGENT, "a7", null, "g1");

  static Stream<Arguments> mapping() {
    var assigned = List.of(new CaseEvent.Assigned(null, "g1", AGENT));
    var replied = List.of(new CaseEvent.AgentReplied());
    var reclassified = List.of(new CaseEvent.Reclassified(null, "P2", null, null));
    var onOther = List.of(new CaseEvent.WaitingStarted(WaitingOn.OTHER));
    return Stream.of(
        Arguments.of(
            "opened", List.of(new CaseEvent.Opened("mail", "P2", null, AGENT, null, null))),
        Arguments.of("assigned", assigned),
        Arguments.of("agent_assigned", assigned),
        Arguments.of("reassigned", assigned),
        Arguments.of("queued", assigned),
        Arguments.of("in_progress", replied),
        Arguments.of("customer_contacted", replied),
        Arguments.of("escalated", List.of(new CaseEvent.EscalationRequested(false))),
        Arguments.of("deescalated", List.of(new CaseEvent.Deescalated(null))),
        Arguments.of("priority_raised", reclassified),
        Arguments.of("priority_lowered", reclassified),
        Arguments.of("triaged", reclassified),
        Arguments.of("waiting_customer", List.of(new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER))),
        Arguments.of("waiting_vendor", onOther),
        Arguments.of("waiting_internal", onOther),
        Arguments.of(
            "customer_replied",
            List.of(new CaseEvent.CustomerReplied(), new CaseEvent.WaitingEnded())),
        Arguments.of("resumed", List.of(new CaseEvent.WaitingEnded())),
        Arguments.of("resolved", List.of(new CaseEvent.Resolved("SOLVED"))),
        Arguments.of("reopened", List.of(new CaseEvent.Reopened())),
        Arguments.of("closed", List.of(new CaseEvent.Closed())),
        Arguments.of("cancelled", List.of(new CaseEvent.Closed())),
        Arguments.of("updated", List.of(new CaseEvent.Noted())));
  }

  @ParameterizedTest
  @MethodSource("mapping")
  void everyEventOfOtherSystemsBecomesOneOfOurs(String event, List<CaseEvent> ours)
      throws Exception {
    var read = read("c1,3,2016-02-29T01:16:00,%s,,2,g1,a7,mail,x".formatted(event));

    assertThat(read.events()).extracting(ReportedEvent::event).isEqualTo(ours);
    assertThat(read.events()).extracting(ReportedEvent::eventId).doesNotHaveDuplicates();
    assertThat(read.events()).allMatch(e -> "log-c1".equals(e.customerId()));
    assertThat(read.at()).isEqualTo(Instant.parse("2016-02-28T17:16:00Z"));
    assertThat(read.sequence()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"triaged", "priority_raised"})
  void aLineWithoutAPriorityChangesTheCategoryItNamesAndElseNothing(String event) throws Exception {
    var named = read("c1,3,2016-02-29T01:16:00,%s,,,g1,a7,mail,x".formatted(event));
    var unnamed = read("c1,3,2016-02-29T01:16:00,%s,,,g1,a7,,x".formatted(event));

    assertThat(named.events().getFirst().event())
        .isEqualTo(new CaseEvent.Reclassified("ours-mail", null, null, null));
    assertThat(unnamed.events().getFirst().event()).isEqualTo(new CaseEvent.Noted());
  }

  @Test
  void anAssignmentToNobodyKnownStillNamesAQueue() throws Exception {
    assertThat(read("c1,1,2016-02-29T01:16:00,queued,,,,,,").events().getFirst().event())
        .isEqualTo(new CaseEvent.Assigned(null, "log", null));
  }

  @Test
  void whoEscalatesIsAnAgentAndWhoRepliesTheCustomer() throws Exception {
    assertThat(read("c1,1,2016-02-29T01:16:00,escalated,,,,,,").events().getFirst().actor())
        .isEqualTo(Actor.of(Actor.Kind.AGENT));
    assertThat(
            read("c1,1,2016-02-29T01:16:00,customer_replied,,,g1,a7,,").events().getFirst().actor())
        .isEqualTo(Actor.of(Actor.Kind.CUSTOMER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          c1,1,29.02.2016,opened,,2,,,,           | Expected a time such as 2026-11-20T09:15:00, but found '29.02.2016'
          c1,1,2160-02-29T01:16:00,opened,,2,,,,  | Expected a time from 1970 to 2100, but found '2160-02-29T01:16:00'
          c1,one,2016-02-29T01:16:00,opened,,,,,, | Expected a whole number for 'seq', but found 'one'
          ,1,2016-02-29T01:16:00,opened,,2,,,,    | Expected a value for 'case_id'
          c1,1,2016-02-29T01:16:00,,,2,,,,        | Expected a value for 'event'
          c1,1,2016-02-29T01:16:00,opened,,9,,,,  | Expected priority 1 to 4, but found '9'
          c1,1,2016-02-29T01:16:00,opened         | Expected 10 values, but found 4
          c1,1,"2016-02-29T01:16:00,opened,,,,,,  | Expected comma-separated values, each quote closed
          """)
  void whatIsWrongWithALineIsSaid(String line, String why) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(MalformedLineException.class).hasMessage(why);
  }

  @Test
  void columnsMayStandInAnyOrderAndTheSequenceMayBeMissing() throws Exception {
    var lines = CsvLines.of("\uFEFFevent,\"ts\",case_id", SHANGHAI, same -> same);
    var read = lines.read(17, "closed,2016-02-29T01:16:00+01:00,\"a,b\"");

    assertThat(read.caseId()).isEqualTo("a,b");
    assertThat(read.sequence()).isEqualTo(17);
    assertThat(read.at()).isEqualTo(Instant.parse("2016-02-29T00:16:00Z"));
  }

  @Test
  void aFileWithoutTheColumnsIsRefused() {
    assertThatThrownBy(() -> CsvLines.of("case_id,ts", SHANGHAI, same -> same))
        .isInstanceOf(IOException.class)
        .hasMessage("Expected a column 'event', but found only [case_id, ts]");
  }

  private static LogLine.Happened read(String line) throws Exception {
    return CsvLines.of(HEADER, SHANGHAI, "ours-"::concat).read(2, line.strip());
  }
}
