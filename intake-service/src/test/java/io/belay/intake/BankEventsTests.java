package io.belay.intake;

import static io.belay.intake.TopicReader.header;
import static io.belay.intake.TopicReader.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.events.Actor;
import io.belay.events.CaseEvent;
import io.belay.events.Channel;
import io.belay.events.CustomerInformed;
import io.belay.events.EscalationRequested;
import io.belay.events.Opened;
import io.belay.events.Rated;
import io.belay.events.Transaction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class BankEventsTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final TopicReader topics = PLATFORM.reader();
  private final String caseId = UUID.randomUUID().toString();

  private CaseEvent.Builder event(String eventId, Object payload) {
    return CaseEvent.newBuilder()
        .setEventId(eventId)
        .setCaseId(caseId)
        .setCustomerId("C-77")
        .setOccurredAt(Instant.now())
        .setSource("core-banking")
        .setSubmittedBy("somebody else")
        .setPayload(payload);
  }

  private ProducerRecord<byte[], byte[]> message(String key, byte[] value) {
    return new ProducerRecord<>(Topics.BANK_EVENTS, key.getBytes(UTF_8), value);
  }

  private byte[] bytes(CaseEvent event) {
    return topics.bytes(Topics.BANK_EVENTS, event);
  }

  @Test
  void whatIsFitIsMaskedAndTakenOverInOrder() {
    var opened =
        Opened.newBuilder()
            .setCategory("wrong-debit")
            .setChannel(Channel.API)
            .setTransaction(Transaction.newBuilder().setReference("4111 1111 1111 1111").build())
            .build();
    var traced = message(caseId, bytes(event("b-1", opened).build()));
    traced.headers().add("traceparent", TRACE.getBytes(UTF_8));
    var asked =
        event("b-2", new EscalationRequested(true, null))
            .setActor(new Actor(io.belay.events.ActorKind.CUSTOMER, null, null, null))
            .build();
    topics.write(List.of(traced, message(caseId, bytes(asked))));

    var events = topics.ofKey(Topics.CASE_EVENTS, caseId, 2);
    assertThat(events).hasSize(2);
    assertThat(topics.record(events.getFirst()).toString())
        .contains("\"b-1\"", "\"submittedBy\": \"kafka:bank-events\"", "[card 1111]")
        .contains("\"source\": \"core-banking\"")
        .doesNotContain("4111 1111", "somebody else");
    assertThat(header(events.getFirst(), "traceparent")).isEqualTo(TRACE);
    assertThat(topics.record(events.getLast()).toString())
        .contains("\"b-2\"", "\"differentAgent\": true");
  }

  @Test
  void whatIsNotFitGoesToTheDeadLettersAsItWas() {
    byte[] garbage = {1, 2, 3, (byte) 0xff};
    byte[] unknownSchema = {0, 0x7f, 0, 0, 1, 2};
    byte[] cut = bytes(event("cut", new Rated(5)).build());
    cut = java.util.Arrays.copyOf(cut, cut.length - 30);
    byte[] outOfRange = bytes(event("b-3", new Rated(9)).build());
    byte[] otherKey = bytes(event("b-4", new Rated(5)).build());
    byte[] notTheirs =
        bytes(event("b-5", new CustomerInformed("m", "progress", "SMS", true, true)).build());
    byte[] future =
        bytes(
            event("b-6", new Rated(5))
                .setOccurredAt(Instant.now().plus(Duration.ofHours(1)))
                .build());
    String other = UUID.randomUUID().toString();
    topics.write(
        List.of(
            message(caseId, garbage),
            message(caseId, unknownSchema),
            message(caseId, cut),
            message(caseId, outOfRange),
            message(other, otherKey),
            message(caseId, notTheirs),
            message(caseId, future),
            message(caseId, bytes(event("b-7", new Rated(4)).build()))));

    assertThat(topics.record(topics.ofKey(Topics.CASE_EVENTS, caseId, 1).getFirst()).toString())
        .contains("b-7");
    var letters = topics.ofKey(Topics.deadLettersOf(Topics.BANK_EVENTS), caseId, 6);
    assertThat(letters)
        .extracting(letter -> header(letter, DeadLetterHeaders.REASON))
        .containsExactly(
            "unreadable", "unreadable", "unreadable", "invalid", "type-not-allowed", "invalid");
    assertThat(letters.get(0).value()).isEqualTo(garbage);
    assertThat(letters.get(1).value()).isEqualTo(unknownSchema);
    assertThat(letters.get(2).value()).isEqualTo(cut);
    assertThat(letters.get(3).value()).isEqualTo(outOfRange);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(Topics.BANK_EVENTS);
              assertThat(header(letter, DeadLetterHeaders.OFFSET)).matches("\\d+");
              assertThat(header(letter, DeadLetterHeaders.PARTITION)).matches("\\d");
              assertThat(header(letter, DeadLetterHeaders.CLASS)).isNotEmpty();
            });
    var mismatch = topics.ofKey(Topics.deadLettersOf(Topics.BANK_EVENTS), other, 1).getFirst();
    assertThat(header(mismatch, DeadLetterHeaders.REASON)).isEqualTo("key-mismatch");
    assertThat(mismatch.value()).isEqualTo(otherKey);
  }

  @Test
  void headersOfASerdeChangeNeitherTheirRecordNorThoseAfterIt() {
    var forged = message(caseId, bytes(event("forged", new Rated(3)).build()));
    forged.headers().add("apicurio.value.encoding", "JSON".getBytes(UTF_8));
    topics.write(List.of(forged, message(caseId, bytes(event("next", new Rated(4)).build()))));

    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 2))
        .extracting(topics::eventId)
        .containsExactly("forged", "next");
  }

  @Test
  void aRecordWhoseSchemaIsNoAvroGoesToTheDeadLettersAndTheNextIsTakenOver() {
    var registry = new BankSystem(topics.registryUrl(), "", PLATFORM.keys());
    int protobuf =
        registry
            .post(
                "/apis/ccompat/v7/subjects/protobuf-value/versions",
                """
                {"schemaType":"PROTOBUF","schema":"syntax = \\"proto3\\"; message A {string a = 1;}"}
                """)
            .body()
            .path("id")
            .asInt();
    assertThat(protobuf).isPositive();
    byte[] record = ByteBuffer.allocate(9).put((byte) 0).putInt(protobuf).putInt(1).array();
    topics.write(
        List.of(
            message(caseId, record), message(caseId, bytes(event("next", new Rated(4)).build()))));

    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 1))
        .extracting(topics::eventId)
        .containsExactly("next");
    assertThat(topics.ofKey(Topics.deadLettersOf(Topics.BANK_EVENTS), caseId, 1))
        .extracting(letter -> header(letter, DeadLetterHeaders.REASON))
        .containsExactly("unreadable");
  }

  @Test
  void aRecordTooLargeToBeWrittenAgainStandsInNobodysWay() {
    var tier = "x".repeat(2 * 1024 * 1024);
    byte[] large = bytes(event("large", new EscalationRequested(true, tier)).build());
    var crowded = message(caseId, new byte[1_048_400]);
    sendCompressed(
        List.of(
            message(caseId, large),
            crowded,
            message(caseId, bytes(event("next", new Rated(4)).build()))));

    assertThat(topics.record(topics.ofKey(Topics.CASE_EVENTS, caseId, 1).getFirst()).toString())
        .contains("next");
    var letters = topics.ofKey(Topics.deadLettersOf(Topics.BANK_EVENTS), caseId, 2);
    assertThat(letters)
        .hasSize(2)
        .allSatisfy(
            letter -> {
              assertThat(letter.value()).isNull();
              assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("too-large");
              assertThat(header(letter, DeadLetterHeaders.OFFSET)).matches("\\d+");
            });
    assertThat(letters)
        .extracting(letter -> header(letter, DeadLetterHeaders.VALUE_BYTES))
        .containsExactly("" + large.length, "1048400");
  }

  private void sendCompressed(List<ProducerRecord<byte[], byte[]>> messages) {
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                topics.bootstrapServers(),
                "max.request.size",
                8 * 1024 * 1024,
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var message : messages) {
        var unused = producer.send(message);
      }
    }
  }

  @Test
  void manyRecordsAreTakenOverOnceEachAlthoughTheBrokerIsKilled() {
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < 4_000; i++) {
      messages.add(message(caseId, bytes(event("n-" + i, new Rated(1 + i % 5)).build())));
    }
    topics.write(messages.subList(0, 2_000));
    topics.ofKey(Topics.CASE_EVENTS, caseId, 1);
    PLATFORM.killBroker();
    PLATFORM.startBrokerAgain();
    topics.write(messages.subList(2_000, 4_000));

    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> topics.ofKey(Topics.CASE_EVENTS, caseId, 1).size() >= 4_000);
    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 4_000))
        .hasSize(4_000)
        .extracting(event -> topics.eventId(event))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 4_000).mapToObj(i -> "n-" + i).toList());
  }

  @Test
  void whatABankSystemDidNotCommitIsNotTakenOver() {
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                topics.bootstrapServers(),
                "transactional.id",
                "bank-" + UUID.randomUUID()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(message(caseId, bytes(event("aborted", new Rated(1)).build())));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var unused2 = producer.send(message(caseId, bytes(event("good", new Rated(2)).build())));
      producer.commitTransaction();
    }
    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 1))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(text(event.key())).isEqualTo(caseId);
              assertThat(topics.eventId(event)).isEqualTo("good");
            });
  }
}
