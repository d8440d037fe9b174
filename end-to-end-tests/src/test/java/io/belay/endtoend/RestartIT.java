package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import io.belay.events.CaseProgress;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Broker, registry and services stop and start again on the same data. */
@ExtendWith(OnePlatform.class)
class RestartIT {
  private final Platform platform;

  RestartIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void oldRecordsReadUnderTheSameSchemaIdsAndOldCasesGoOn() {
    String caseId;
    List<CaseProgress> before;
    byte[] openingBefore;
    try (Bank bank = platform.bank();
        var caseEvents = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS)) {
      caseId = bank.opens(aCase("restart-1").category("feature-question"));
      bank.reports("restart-1", "AGENT_REPLIED", Map.of());
      bank.expects(recorded("restart-1", "AGENT_REPLIED"));
      openingBefore = WireFormat.openingOf(caseId, caseEvents).value();
      before = bank.progressOf(caseId);
    }

    platform.restartEverything();

    try (Bank bank = platform.bank();
        var caseEvents = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS)) {
      RecordReader freshReader = platform.recordReader();
      ConsumerRecord<String, byte[]> opening = WireFormat.openingOf(caseId, caseEvents);
      assertThat(opening.value()).isEqualTo(openingBefore);
      assertThat(freshReader.read(opening.value(), CaseEvent.class).getCaseId()).isEqualTo(caseId);

      assertThat(bank.opens(aCase("restart-1").category("feature-question"))).isEqualTo(caseId);
      String newCaseId = bank.opens(aCase("restart-2"));
      assertThat(RecordReader.schemaIdOf(WireFormat.openingOf(newCaseId, caseEvents).value()))
          .isEqualTo(RecordReader.schemaIdOf(openingBefore));

      bank.reports("restart-1", "RESOLVED", Map.of("outcome", "REFUNDED"));
      bank.reports("restart-1", "CLOSED", Map.of());
      bank.expects(recorded("restart-1", "CLOSED"));
      List<CaseProgress> after = bank.progressOf(caseId);
      assertThat(after).startsWith(before.toArray(CaseProgress[]::new));
      assertThat(after)
          .extracting(CaseProgress::getSequence)
          .doesNotHaveDuplicates()
          .isSorted()
          .endsWith((long) after.size());
    }
  }
}
