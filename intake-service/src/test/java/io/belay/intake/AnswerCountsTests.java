package io.belay.intake;

import static io.belay.intake.IntakeServiceTests.opening;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import io.belay.events.Rated;
import io.belay.intake.domain.EventType;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Each answer of each door is counted, and once: a difference of counters says it to the unit. */
class AnswerCountsTests {
  private static final Platform PLATFORM = Platform.shared();

  /** Asked by nobody else. */
  private static final ConfigurableApplicationContext INSTANCE =
      PLATFORM.startService("--belay.requests-in-flight=1", "--belay.bank-events.enabled=false");

  private final BankSystem bank = PLATFORM.bank("call-centre", INSTANCE);
  private final AnswerCounts counts = new AnswerCounts(bank);
  private final String caseId = UUID.randomUUID().toString();

  @Test
  void openingsAndEvents() {
    bank.post("/v1/cases", opening("C-4001", "x-" + UUID.randomUUID()));
    assertThat(counts.added()).isEqualTo(Map.of("rest OPENED 201", 1));
    bank.post("/v1/cases/" + caseId + "/events", "{\"type\":\"CLOSED\"}");
    assertThat(counts.added()).isEqualTo(Map.of("rest CLOSED 202", 1));
  }

  @Test
  void contactsAndErasures() {
    String contact = "/v1/customers/C-" + UUID.randomUUID() + "/contact";
    bank.put(contact, "{\"email\":\"ana@example.org\"}");
    assertThat(counts.added()).isEqualTo(Map.of("rest CONTACT_TOLD 202", 1));
    bank.delete(contact);
    assertThat(counts.added()).isEqualTo(Map.of("rest CONTACT_ERASED 202", 1));
    bank.put(contact, "{\"email\":\"no address\"}");
    assertThat(counts.added()).isEqualTo(Map.of("rest UNKNOWN 422", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/cases, 'not json', application/json, 400",
    "POST, /v1/cases, '{}', application/json, 422",
    "POST, /v1/cases, '{}', text/plain, 415",
    "GET, /v1/cases, '', application/json, 405",
    "POST, /v1/cases/none/events, '{}', application/json, 422",
    "POST, /v1/no-such-thing, '{}', application/json, 404"
  })
  void requestsThatAreRefused(String method, String path, String body, String type, int status) {
    var answer = bank.send(method, path, BodyPublishers.ofString(body), "Content-Type", type);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(counts.added()).isEqualTo(Map.of("rest UNKNOWN " + status, 1));
  }

  @Test
  void requestsOfWhoMayNot() {
    bank.withToken("").post("/v1/cases", "{}");
    assertThat(counts.added()).isEqualTo(Map.of("rest UNKNOWN 401", 1));
    bank.withScope("contacts:write").post("/v1/cases", "{}");
    assertThat(counts.added()).isEqualTo(Map.of("rest UNKNOWN 403", 1));
    bank.withToken("").post("/v1/case-events", "{}");
    assertThat(counts.added()).isEqualTo(Map.of("ndjson UNKNOWN 401", 1));
  }

  @Test
  void oneRequestTooManyAtOnce() {
    try (var held = new HeldStream(bank)) {
      held.open();
      counts.added();
      assertThat(bank.post("/v1/cases", "{}").status()).isEqualTo(429);
      assertThat(counts.added()).isEqualTo(Map.of("rest UNKNOWN 429", 1));
      assertThat(bank.post("/v1/case-events", "{}").status()).isEqualTo(429);
      assertThat(counts.added()).isEqualTo(Map.of("ndjson UNKNOWN 429", 1));
    }
    await().until(() -> bank.get("/v1/cases").status() != 429);
  }

  @Test
  void oneRequestOfACallerTooMany() {
    try (var instance =
        PLATFORM.startService(
            "--belay.http.requests-per-second=1", "--belay.bank-events.enabled=false")) {
      var hurried = PLATFORM.bank("call-centre", instance);
      var hurriedCounts = new AnswerCounts(hurried);
      await().until(() -> hurried.get("/v1/cases").status() == 429);
      assertThat(hurriedCounts.added()).containsEntry("rest UNKNOWN 429", 1);
    }
  }

  @Test
  void linesButNotTheirStream() {
    String open =
        "{\"open\":" + opening("C-4002", "x-" + UUID.randomUUID()).replace("\n", " ") + "}";
    String closed = "{\"caseId\":\"%s\",\"type\":\"CLOSED\"}".formatted(caseId);
    var lines =
        List.of(
            open,
            closed,
            closed,
            "not json",
            "{\"caseId\":\"%s\",\"type\":\"RATED\",\"score\":9}".formatted(caseId),
            "{\"caseId\":\"%s\",\"type\":\"EXTENSION_GRANTED\",\"clock\":\"c\",\"reason\":\"r\",\"approver\":\"B\"}"
                .formatted(caseId),
            "[" + " ".repeat(1_048_576) + "]");
    try (var results = bank.stream(BodyPublishers.ofString(String.join("\n", lines)))) {
      assertThat(results.toList()).hasSize(lines.size());
    }
    assertThat(counts.added())
        .isEqualTo(
            Map.of(
                "ndjson OPENED 201", 1,
                "ndjson CLOSED 202", 2,
                "ndjson UNKNOWN 400", 1,
                "ndjson UNKNOWN 422", 1,
                "ndjson UNKNOWN 403", 1,
                "ndjson UNKNOWN 413", 1));
  }

  @Test
  void whatIsNoCallOfTheApiIsNot() {
    bank.get("/no-such-thing");
    bank.withToken("").post("/actuator/drain", "");
    assertThat(counts.added()).isEmpty();
  }

  /** By the instance that all tests share: it alone reads the bank's topic. */
  @Test
  void recordsOfTheBanksTopic() {
    var shared = new AnswerCounts(PLATFORM.bank("call-centre"));
    var topics = PLATFORM.reader();
    var rated =
        CaseEvent.newBuilder()
            .setEventId("counted")
            .setCaseId(caseId)
            .setCustomerId("C-77")
            .setOccurredAt(Instant.now())
            .setSource("core-banking")
            .setSubmittedBy("somebody else")
            .setPayload(new Rated(5))
            .build();
    topics.write(
        List.of(record(new byte[] {1, 2, 3}), record(topics.bytes(Topics.BANK_EVENTS, rated))));
    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 1)).hasSize(1);
    assertThat(shared.added()).isEqualTo(Map.of("kafka RATED 202", 1, "kafka UNKNOWN 422", 1));
  }

  private ProducerRecord<byte[], byte[]> record(byte[] value) {
    return new ProducerRecord<>(Topics.BANK_EVENTS, caseId.getBytes(UTF_8), value);
  }

  /** Else a rate never sees the first: its counter would begin with it. */
  @Test
  void whatAlertsAndDashboardsAskForBeginsWithNone() {
    Map<String, Integer> fresh;
    try (var instance = PLATFORM.startService("--belay.bank-events.enabled=false")) {
      fresh = new AnswerCounts(PLATFORM.bank("call-centre", instance)).all();
    }
    assertThat(fresh.values()).containsOnly(0);
    assertThat(fresh)
        .containsKeys("rest OPENED 201", "ndjson OPENED 503", "kafka OPENED 202")
        .containsKeys("rest CONTACT_TOLD 202", "rest CONTACT_ERASED 503")
        .containsKeys("rest UNKNOWN 429", "ndjson UNKNOWN 413", "kafka UNKNOWN 422");
    assertThat(Stream.of(EventType.values()).map(type -> "rest " + type + " 202"))
        .allSatisfy(answer -> assertThat(fresh).containsKey(answer));
  }
}
