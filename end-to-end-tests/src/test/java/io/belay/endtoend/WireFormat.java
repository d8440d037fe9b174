package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import io.belay.events.Opened;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/** What the bytes on the wire must be, whoever runs the broker. */
final class WireFormat {
  private static final String SUBJECT = Topics.CASE_EVENTS + "-value";

  private WireFormat() {}

  /** The first event of a case, as soon as it can be read. */
  static ConsumerRecord<String, byte[]> openingOf(String caseId, TopicLog caseEvents) {
    return await("the opening of " + caseId)
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .until(() -> firstOf(caseId, caseEvents.read()), Optional::isPresent)
        .orElseThrow();
  }

  /**
   * Confluent's wire format: 0, four bytes of schema id, and a body that the schema of this id,
   * registered under the topic's subject, decodes.
   */
  static void isPinned(ConsumerRecord<String, byte[]> opening, RecordReader reader) {
    byte[] bytes = opening.value();
    assertThat(bytes[0]).isZero();
    int id = RecordReader.schemaIdOf(bytes);
    assertThat(Arrays.copyOf(bytes, 5))
        .isEqualTo(
            new byte[] {0, (byte) (id >>> 24), (byte) (id >>> 16), (byte) (id >>> 8), (byte) id});
    assertThat(subjectsIn(reader)).contains(SUBJECT);
    var latest =
        JsonMapper.builder()
            .build()
            .readTree(reader.get("subjects/" + SUBJECT + "/versions/latest"));
    assertThat(latest.get("id").asInt()).isEqualTo(id);
    assertThat(reader.schema(id).getFullName()).isEqualTo("io.belay.events.CaseEvent");
    CaseEvent event = reader.read(bytes, CaseEvent.class);
    assertThat(event.getCaseId()).isEqualTo(opening.key());
    assertThat(event.getPayload()).isInstanceOf(Opened.class);
  }

  private static List<String> subjectsIn(RecordReader reader) {
    return List.of(JsonMapper.builder().build().readValue(reader.get("subjects"), String[].class));
  }

  private static Optional<ConsumerRecord<String, byte[]>> firstOf(
      String caseId, List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().filter(record -> caseId.equals(record.key())).findFirst();
  }
}
