package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The bytes on the wire, read from the broker as they lie there. */
@ExtendWith(OnePlatform.class)
class WireBytesIT {
  private final Platform platform;

  WireBytesIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void aCaseEventIsZeroFourBytesOfSchemaIdAndAnAvroBody() {
    try (Bank bank = platform.bank();
        var caseEvents = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS)) {
      String caseId = bank.opens(aCase("wire-1"));
      WireFormat.isPinned(WireFormat.openingOf(caseId, caseEvents), platform.recordReader());
    }
  }

  @Test
  void aCaseEventLiesWhereMurmur2OfItsCaseIdSays() {
    try (Bank bank = platform.bank();
        var caseEvents = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS)) {
      String caseId = bank.opens(aCase("wire-2"));
      var opening = WireFormat.openingOf(caseId, caseEvents);
      int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(caseId))) % Platform.PARTITIONS;
      assertThat(opening.partition()).isEqualTo(partition);
      assertThat(opening.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    }
  }

  @Test
  void neitherFreeTextNorContactDataStandsInACaseEvent() {
    try (Bank bank = platform.bank();
        var caseEvents = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS)) {
      String caseId =
          bank.opens(
              aCase("wire-3")
                  .summary("Somebody named Marigold called")
                  .toldBySms("en", "+447700900123"));
      var opening = WireFormat.openingOf(caseId, caseEvents);
      CaseEvent event = platform.recordReader().read(opening.value(), CaseEvent.class);
      assertThat(event.toString()).doesNotContain("Marigold", "900123", "A. Customer");
    }
  }
}
