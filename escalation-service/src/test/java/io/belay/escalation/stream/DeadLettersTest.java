package io.belay.escalation.stream;

import static io.belay.escalation.stream.Bank.NOON;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.RegistryTrouble;
import io.belay.contract.Topics;
import io.belay.events.Noted;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
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
  void bytesThatAreNoRecordGoThereAsTheyAreAndTheStreamGoesOn() {
    var headers = new RecordHeaders();
    headers.add("traceparent", "00-1-2-01".getBytes(UTF_8));
    bank.opens(aCase("C-1"));
    bank.sendsBytes("C-2", "hello".getBytes(UTF_8), headers);
    bank.opens(aCase("C-3"));

    var letter = bank.deadLetters().getFirst();
    assertThat(letter.value()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(letter.key()).isEqualTo("C-2".getBytes(UTF_8));
    assertThat(headersOf(letter))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "traceparent",
                "00-1-2-01",
                DeadLetterHeaders.CLASS,
                "SerializationException",
                DeadLetterHeaders.TOPIC,
                "case-events",
                DeadLetterHeaders.PARTITION,
                "0",
                DeadLetterHeaders.OFFSET,
                "1",
                DeadLetterHeaders.REASON,
                "unreadable"));
    assertThat(bank.stored("C-3")).isPresent();
    assertThat(bank.observed.deadLetters).containsExactly("case-events unreadable");
  }

  @Test
  void ofWhatNobodyCanWriteAgainItSaysTheSize() {
    bank.sendsBytes("C-2", new byte[1_048_000], new RecordHeaders());

    var letter = bank.deadLetters().getFirst();
    assertThat(letter.value()).isNull();
    assertThat(letter.key()).isEqualTo("C-2".getBytes(UTF_8));
    assertThat(headersOf(letter))
        .containsEntry(DeadLetterHeaders.REASON, "too-large")
        .containsEntry(DeadLetterHeaders.VALUE_BYTES, "1048000");
    assertThat(bank.observed.deadLetters).containsExactly("case-events too-large");
  }

  @Test
  void aRecordWithoutAValueGoesThere() {
    bank.sendsBytes("C-1", null, new RecordHeaders());

    assertThat(headersOf(bank.deadLetters().getFirst()))
        .containsEntry(DeadLetterHeaders.REASON, "no-value");
  }

  @Test
  void aRecordOfAnotherSchemaGoesThere() {
    bank.sendsBytes(
        "C-1", bank.wire.serialize(Topics.CASE_EVENTS, new Noted()), new RecordHeaders());

    assertThat(headersOf(bank.deadLetters().getFirst()))
        .containsEntry(DeadLetterHeaders.REASON, "foreign-record")
        .containsEntry(DeadLetterHeaders.CLASS, "UnreadableRecordException");
  }

  @Test
  void anEventThatOnlyALaterReleaseKnowsGoesThere() {
    var newKind = SchemaBuilder.record("Teleported").namespace("io.belay.events").fields();
    var newer =
        SchemaBuilder.record("CaseEvent")
            .namespace("io.belay.events")
            .fields()
            .requiredString("eventId")
            .name("payload")
            .type(newKind.endRecord())
            .noDefault()
            .endRecord();
    var record = new GenericData.Record(newer);
    record.put("eventId", "e-1");
    record.put("payload", new GenericData.Record(newer.getField("payload").schema()));

    bank.sendsBytes("C-1", bank.wire.serialize(Topics.CASE_EVENTS, record), new RecordHeaders());

    assertThat(bank.deadLetters()).hasSize(1);
  }

  @Test
  void anEventUnderAForeignKeyGoesThereAndItsCaseIsUntouched() {
    bank.opens(aCase("C-1"));
    var before = bank.stored("C-1");
    var note = bank.record("n-1", "C-1", new Noted(), NOON);
    bank.sends("C-2", note);
    bank.sends("C-1", note);

    var letter = bank.deadLetters().getFirst();
    assertThat(letter.value()).isEqualTo(bank.wire.serialize(Topics.CASE_EVENTS, note));
    assertThat(letter.key()).isEqualTo("C-2".getBytes(UTF_8));
    assertThat(headersOf(letter))
        .containsEntry(DeadLetterHeaders.REASON, "key-mismatch")
        .containsEntry(DeadLetterHeaders.OFFSET, "1");
    assertThat(bank.stored("C-2")).isEmpty();
    assertThat(bank.stored("C-1")).isNotEqualTo(before);
  }

  @Test
  @SuppressWarnings("NullAway") // the handlers must not need the context
  void aRegistryThatIsAwayCondemnsNoRecord() {
    var away = new IllegalStateException(new ConnectException("refused"));

    var response =
        new UnreadableRecords()
            .handleError(null, new ConsumerRecord<>("case-events", 0, 0, null, null), away);

    assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    assertThat(response.deadLetterQueueRecords()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // the handlers must not need the context
  void aRegistryThatAnswersWithAnErrorOfItsOwnCondemnsNoRecord() throws Exception {
    try (var registry = new AnsweringRegistry()) {
      for (int status : new int[] {500, 503, 429}) {
        registry.answers(status);

        var response =
            new UnreadableRecords()
                .handleError(
                    null,
                    new ConsumerRecord<>("case-events", 0, 0, null, null),
                    registry.failureOfARead());

        assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.FAIL);
      }
      registry.answers(404);
      assertThat(RegistryTrouble.isCauseOf(registry.failureOfARead())).isFalse();
    }
  }

  @Test
  @SuppressWarnings("NullAway") // the handlers must not need the context
  void aBugCondemnsNoRecord() {
    var response =
        new MisplacedRecords().handleError(null, new Record<>("C-1", "", 0), new IOException());

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
    assertThat(response.deadLetterQueueRecords()).isEmpty();
  }

  private static Map<String, String> headersOf(TestRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(Collectors.toMap(h -> h.key(), h -> new String(h.value(), UTF_8)));
  }
}
