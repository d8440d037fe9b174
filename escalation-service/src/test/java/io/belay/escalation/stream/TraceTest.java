package io.belay.escalation.stream;

import static io.belay.escalation.stream.Bank.NOON;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.AgentReplied;
import io.belay.events.Noted;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace tells a case's story. */
class TraceTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TempDir Path dir;

  private Bank bank;

  @BeforeEach
  void open() {
    bank = new Bank(dir);
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void theTraceOfAnEventGoesOnToAllItsProgress() {
    opensTraced("C-1", TRACE);

    assertThat(bank.records())
        .isNotEmpty()
        .allSatisfy(
            record -> {
              assertThat(record.key()).isEqualTo("C-1");
              assertThat(record.headers().toArray()).hasSize(1);
              assertThat(traceOf(record)).isEqualTo(TRACE);
            });
  }

  @Test
  void aDeadlineHoursLaterStandsInTheTraceOfItsCasesOpening() {
    opensTraced("C-1", TRACE);
    bank.reports("C-1", new Noted());
    bank.records();

    bank.waits(ofMinutes(31));

    assertThat(bank.records())
        .isNotEmpty()
        .allSatisfy(record -> assertThat(traceOf(record)).isEqualTo(TRACE));
  }

  @Test
  void anEventWithoutATraceStandsInThatOfItsCase() {
    opensTraced("C-1", TRACE);
    bank.records();

    bank.reports("C-1", new AgentReplied());

    assertThat(bank.records())
        .isNotEmpty()
        .allSatisfy(record -> assertThat(traceOf(record)).isEqualTo(TRACE));
  }

  @Test
  void whatIsNoTraceIsNotPassedOn() {
    opensTraced("C-1", "00-not-a-trace-01");
    bank.waits(ofMinutes(31));

    assertThat(bank.records())
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.headers().toArray()).isEmpty());
  }

  @Test
  void aReleaseThatKnowsNothingOfTracesReadsTheCaseBeforeIt() {
    opensTraced("C-1", TRACE);
    var stored = bank.cases().get("C-1");
    var asBefore = Arrays.copyOf(stored, stored.length - 25);
    asBefore[9] &= ~8;
    bank.cases().put("C-2", asBefore);

    assertThat(bank.stored("C-2")).isEqualTo(bank.stored("C-1"));
  }

  private void opensTraced(String caseId, String traceparent) {
    var headers = new RecordHeaders();
    headers.add("traceparent", traceparent.getBytes(UTF_8));
    headers.add("other", new byte[] {1});
    var opened = aCase(caseId).category("withdrawal-delayed").opening();
    var opening = bank.record("e-" + caseId, caseId, opened, NOON);
    bank.sendsBytes(caseId, bank.wire.serialize(Topics.CASE_EVENTS, opening), headers);
  }

  private static String traceOf(TestRecord<String, Step> record) {
    return new String(record.headers().lastHeader("traceparent").value(), UTF_8);
  }
}
