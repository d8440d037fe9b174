package io.belay.intake;

import static io.belay.intake.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.ContactKeys;
import io.belay.contract.Topics;
import io.belay.contract.TrackingToken;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeServiceTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final String TRACE_ID = TRACE.substring(0, "00-".length() + 32 + 1);

  private final BankSystem bank = PLATFORM.bank("call-centre");
  private final TopicReader topics = PLATFORM.reader();

  static String opening(String customer, String externalId) {
    return """
    {"category":"withdrawal-delayed","channel":"PHONE","source":"call-centre",
     "externalId":"%s","openedAt":"2026-11-20T09:15:00+08:00","priority":"P2",
     "summary":"提现没到账，卡号4111 1111 1111 1111，密码是abc12345",
     "customer":{"id":"%s","name":"王芳","phone":"+86 138-0013-8000","email":"wang@example.com",
                 "locale":"zh-CN","zone":"Asia/Shanghai","preferredChannels":["SMS","EMAIL"]},
     "transaction":{"reference":"W20261119-7781","amount":"199.00","currency":"CNY",
                    "occurredAt":"2026-11-19T21:03:00+08:00","counterparty":"张三 4012888888881881"},
     "evidence":["photo-1","card 5555555555554444"],
     "handledBy":{"kind":"AGENT","agentId":"A-17","displayName":"李工","team":"frontline-sh"},
     "market":"CN","entity":"CN-SH-01"}
    """
        .formatted(externalId, customer);
  }

  @Test
  void anOpeningStandsOnItsThreeTopicsWhenItIsAnswered() {
    var answer =
        bank.post("/v1/cases", opening("C-1001", "CC-" + UUID.randomUUID()), "traceparent", TRACE);

    assertThat(answer.status()).isEqualTo(201);
    String caseId = answer.text("caseId");
    assertThat(answer.header("Location")).isEqualTo("/v1/cases/" + caseId);
    assertThat(Instant.parse(answer.text("acceptedAt"))).isBeforeOrEqualTo(Instant.now());

    var event = topics.ofKey(Topics.CASE_EVENTS, caseId, 1).getFirst();
    assertThat(header(event, "traceparent"))
        .as("a step of its own in the caller's trace")
        .startsWith(TRACE_ID)
        .isNotEqualTo(TRACE)
        .endsWith("-01");
    var opened = topics.record(event).toString();
    assertThat(opened)
        .contains("\"" + caseId + ":open\"", "\"submittedBy\": \"call-centre\"", "W20261119-7781")
        .contains("1795137300000", "withdrawal-delayed", "card [card 4444]", "李工")
        .doesNotContain("王芳", "13800138000", "wang@example.com", "提现", "张三");

    var text = topics.ofKey(Topics.CASE_TEXTS, caseId + "/" + caseId + ":open", 1).getFirst();
    assertThat(text.partition()).isEqualTo(event.partition());
    assertThat(topics.record(text).toString())
        .contains("提现没到账，卡号[card 1111]，密码是[password]", "张三 [card 1881]")
        .doesNotContain("4111 1111", "abc12345");

    var contact =
        topics.ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening("C-1001"), 1).getLast();
    assertThat(topics.record(contact).toString()).contains("+8613800138000", "王芳", "1795137300000");
    assertThat(event.timestamp()).isGreaterThanOrEqualTo(Math.max(0, text.timestamp()));
  }

  @Test
  void recordsCarryTheConfluentWireFormat() {
    var answer = bank.post("/v1/cases", opening("C-1002", "CC-" + UUID.randomUUID()));
    var event = topics.ofKey(Topics.CASE_EVENTS, answer.text("caseId"), 1).getFirst();
    byte[] value = java.util.Objects.requireNonNull(event.value());
    assertThat(value[0]).isZero();
    int schemaId = ByteBuffer.wrap(value).getInt(1);
    assertThat(schemaId).isPositive();
    var registry = bank.withToken("");
    assertThat(
            new BankSystem(topics.registryUrl(), "", registry.keys())
                .get("/apis/ccompat/v7/subjects/case-events-value/versions/latest")
                .body()
                .path("id")
                .asInt())
        .isEqualTo(schemaId);
  }

  @Test
  void theTrackingUrlOpensThisCaseOfThisCustomer() {
    var answer = bank.post("/v1/cases", opening("C-1003", "CC-" + UUID.randomUUID()));
    var url = answer.text("trackingUrl");
    assertThat(url).startsWith("http://127.0.0.1:8083/track/");
    var verification =
        new TrackingToken.Keys(Map.of("k1", Platform.SECRET), "k1")
            .verify(url.substring(url.lastIndexOf('/') + 1), Instant.now());
    assertThat(verification)
        .isInstanceOfSatisfying(
            TrackingToken.Genuine.class,
            genuine -> {
              assertThat(genuine.token().caseId()).isEqualTo(answer.text("caseId"));
              assertThat(genuine.token().customerId()).isEqualTo("C-1003");
              assertThat(genuine.token().expiresAt())
                  .isBetween(
                      Instant.now().plus(Duration.ofDays(29)),
                      Instant.now().plus(Duration.ofDays(31)));
            });
  }

  @Test
  void theSameKeyIsTheSameCaseAndAnotherClientsIsNot() {
    String key = "key-" + UUID.randomUUID();
    String body = opening("C-1004", "irrelevant");
    String first = bank.post("/v1/cases", body, "Idempotency-Key", key).text("caseId");
    assertThat(bank.post("/v1/cases", body, "Idempotency-Key", key).text("caseId"))
        .isEqualTo(first);
    assertThat(PLATFORM.bank("crm").post("/v1/cases", body, "Idempotency-Key", key).text("caseId"))
        .isNotEqualTo(first);
    assertThat(topics.ofKey(Topics.CASE_EVENTS, first, 2))
        .allSatisfy(
            event ->
                assertThat(topics.record(event).toString())
                    .contains("\"eventId\": \"" + first + ":open\""));
  }

  @Test
  void aContactBesideAnOpeningSaysWhichCaseSoThatARepeatIsKnown() {
    String customer = "C-" + UUID.randomUUID();
    String caseId = bank.post("/v1/cases", opening(customer, "x-" + customer)).text("caseId");

    assertThat(
            topics.ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening(customer), 1).stream()
                .map(contact -> TopicReader.header(contact, ContactKeys.OPENED_CASE)))
        .containsExactly(caseId);
  }

  /** It counts once a case; and what was erased in between must not lie on the topic again. */
  @Test
  void anOpeningThatIsSentAgainSoonDoesNotWriteItsContactAgain() {
    String customer = "C-" + UUID.randomUUID();
    String body = opening(customer, "x-" + customer);
    String caseId = bank.post("/v1/cases", body).text("caseId");
    bank.delete("/v1/customers/" + customer + "/contact");
    bank.post("/v1/cases", body);
    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 2)).hasSize(2);
    // written after the repeat, so what there is of it lies before this
    bank.post("/v1/cases", opening(customer, "y-" + customer));

    assertThat(topics.ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening(customer), 3))
        .extracting(contact -> contact.value() != null)
        .containsExactly(true, false, true);
  }

  /** The first of two openings under one key wins, but the second customer is another's to know. */
  @Test
  void anotherCustomersContactIsWrittenUnderTheSameKeyToo() {
    String key = "key-" + UUID.randomUUID();
    String first = "C-" + UUID.randomUUID();
    String second = "C-" + UUID.randomUUID();
    bank.post("/v1/cases", opening(first, "x"), "Idempotency-Key", key);
    bank.post("/v1/cases", opening(second, "x"), "Idempotency-Key", key);
    assertThat(topics.ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening(second), 1)).hasSize(1);
  }

  @Test
  void anEventIsAcknowledgedWithItsIdAndItsTextApart() {
    String caseId =
        bank.post("/v1/cases", opening("C-1005", "x-" + UUID.randomUUID())).text("caseId");
    var answer =
        bank.post(
            "/v1/cases/" + caseId + "/events",
            """
            {"type":"WAITING_STARTED","eventId":"e-1","on":"CUSTOMER","by":"AGENT",
             "reason":"needs a photo, PIN 4821"}
            """);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("eventId")).isEqualTo("e-1");
    var events = topics.ofKey(Topics.CASE_EVENTS, caseId, 2);
    assertThat(topics.record(events.getLast()).toString())
        .contains("\"on\": \"CUSTOMER\"", "\"kind\": \"AGENT\"")
        .doesNotContain("photo");
    var text = topics.ofKey(Topics.CASE_TEXTS, caseId + "/e-1", 1).getFirst();
    assertThat(topics.record(text).toString()).contains("needs a photo, PIN [password]");
    assertThat(text.partition()).isEqualTo(events.getLast().partition());
  }

  @Test
  void aContactIsToldAndErased() {
    String customer = "C-" + UUID.randomUUID();
    var told =
        bank.put(
            "/v1/customers/" + customer + "/contact",
            """
            {"name":"Ana","phone":"+447911123456","email":"ana@example.org","locale":"en-GB",
             "zone":"Europe/London","preferredChannels":["EMAIL"],"optOuts":["SMS"],
             "quietHours":{"from":"22:00","to":"08:00"},"updatedAt":"2026-11-01T00:00:00Z"}
            """);
    assertThat(told.status()).isEqualTo(202);
    assertThat(told.text("updatedAt")).isEqualTo("2026-11-01T00:00:00Z");
    var erased = bank.delete("/v1/customers/" + customer + "/contact");
    assertThat(erased.status()).isEqualTo(202);
    assertThat(erased.text("detail")).startsWith("Restricted at once to statutory notices");
    assertThat(erased.text("reason")).isEqualTo("statutory-clocks");

    var records = topics.ofKey(Topics.CUSTOMER_CONTACTS, customer, 2);
    assertThat(topics.record(records.getFirst()).toString())
        .contains("+447911123456", "22:00", "\"optOuts\": [\"SMS\"]");
    assertThat(records.getLast().value()).isNull();
    var besideOpening =
        topics.ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening(customer), 1).getLast();
    assertThat(besideOpening.value()).isNull();
    assertThat(besideOpening.partition()).isEqualTo(records.getLast().partition());
  }

  @Test
  void aConnectionStaysGoodForRequestsOfAllKinds() {
    for (int i = 0; i < 100; i++) {
      assertThat(bank.delete("/v1/customers/C-%d/contact".formatted(i)).status()).isEqualTo(202);
      assertThat(bank.put("/v1/customers/C-%d/contact".formatted(i), "{}").status()).isEqualTo(202);
      assertThat(bank.post("/v1/cases", "{}").status()).isEqualTo(422);
      assertThat(bank.delete("/v1/nothing").status()).isEqualTo(404);
    }
  }

  @Test
  void eachFieldThatIsWrongIsNamed() {
    var answer =
        bank.post(
            "/v1/cases",
            """
            {"category":"x","channel":"FAX","customer":{"id":"C-1","phone":"12345"},
             "openedAt":"2999-01-01T00:00:00Z","colour":"red"}
            """);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("urn:belay:problem:invalid");
    assertThat(answer.wrongFields())
        .containsExactlyInAnyOrder("summary", "channel", "customer.phone", "openedAt", "colour");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/cases, application/json, '{', 400, unreadable",
    "POST, /v1/cases, application/json, '[]', 400, unreadable",
    "POST, /v1/cases, application/json, '', 400, unreadable",
    "POST, /v1/cases, text/plain, '{}', 415, unsupported-media-type",
    "POST, /v1/case-events, application/json, '{}', 415, unsupported-media-type",
    "PUT, /v1/cases, application/json, '{}', 405, method-not-allowed",
    "POST, /v1/nothing, application/json, '{}', 404, not-found",
    "POST, /v1/cases/no-uuid/events, application/json, '{\"type\":\"CLOSED\"}', 422, invalid",
    "PUT, /v1/customers/C-1/contact, application/json, '{\"phone\":1}', 422, invalid"
  })
  void everyRefusalIsAProblemWithItsStatus(
      String method, String path, String type, String body, int status, String reason) {
    var answer = bank.send(method, path, BodyPublishers.ofString(body), "Content-Type", type);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("urn:belay:problem:" + reason);
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
  }

  @Test
  void brokenUtf8IsUnreadable() {
    byte[] body = opening("C-1", "x").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    body[20] = (byte) 0xff;
    var answer =
        bank.send(
            "POST",
            "/v1/cases",
            BodyPublishers.ofByteArray(body),
            "Content-Type",
            "application/json");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aBodyOverOneMebibyteIsTooLarge() {
    var answer = bank.post("/v1/cases", " ".repeat(1_048_577));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("type")).isEqualTo("urn:belay:problem:too-large");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/cases, cases:read",
    "POST, /v1/case-events, contacts:write",
    "PUT, /v1/customers/C-1/contact, cases:write",
    "DELETE, /v1/customers/C-1/contact, cases:write"
  })
  void aDoorOpensWithItsScopeOnly(String method, String path, String scope) {
    var nobody = bank.withToken("").send(method, path, BodyPublishers.ofString("{}"));
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.text("type")).isEqualTo("urn:belay:problem:unauthenticated");
    assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(bank.withToken("e30.e30.e30").send(method, path, BodyPublishers.noBody()).status())
        .isEqualTo(401);
    var other = bank.withScope(scope).send(method, path, BodyPublishers.ofString("{}"));
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text("type")).isEqualTo("urn:belay:problem:missing-scope");
  }

  @Test
  void anApproverIsNamedOnlyByWhoMayApprove() {
    String path = "/v1/cases/" + UUID.randomUUID() + "/events";
    String body =
        "{\"type\":\"EXTENSION_GRANTED\",\"clock\":\"final\",\"reason\":\"r\",\"approver\":\"B\"}";
    assertThat(bank.post(path, body).status()).isEqualTo(403);
    assertThat(bank.withScope("cases:write extensions:approve").post(path, body).status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator/health/liveness",
    "/actuator/health/readiness",
    "/actuator/prometheus",
    "/v3/api-docs"
  })
  void whatIsOpenNeedsNoToken(String path) {
    var open = bank.withToken("");
    await().untilAsserted(() -> assertThat(open.get(path).status()).isEqualTo(200));
  }

  @Test
  void theApiDescribesItsFieldsAndProblems() {
    var api = bank.withToken("").get("/v3/api-docs").body();
    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/cases",
            "/v1/cases/{caseId}/events",
            "/v1/case-events",
            "/v1/customers/{customerId}/contact");
    var opening = api.path("components").path("schemas").path("CaseOpening");
    assertThat(opening.path("required").toString())
        .contains("category", "channel", "summary", "customer");
    var responses = api.path("paths").path("/v1/cases").path("post").path("responses");
    assertThat(responses.propertyNames())
        .contains("201", "400", "401", "403", "413", "415", "422", "429", "503")
        .doesNotContain("500");
    assertThat(responses.path("422").toString()).contains("urn:belay:problem:invalid");
  }

  @Test
  void everyProblemIsDescribedAndSaysNothingElse() {
    var api = bank.withToken("").get("/v3/api-docs").body();
    var schemas = api.path("components").path("schemas");
    assertThat(schemas.at("/Problem/properties/status/type").asString("")).isEqualTo("integer");
    int described = 0;
    for (var path : api.path("paths")) {
      for (var operation : path) {
        for (var response : operation.path("responses").properties()) {
          if (response.getKey().charAt(0) >= '4') {
            assertThat(
                    response
                        .getValue()
                        .at("/content/application~1problem+json/schema/$ref")
                        .asString(""))
                .as(response.toString())
                .isEqualTo("#/components/schemas/Problem");
            described++;
          }
        }
      }
    }
    assertThat(described).isPositive();

    var problem = bank.post("/v1/cases", "{\"category\":7}").body();
    assertThat(schemas.at("/Problem/properties").propertyNames())
        .containsAll(problem.propertyNames());
    assertThat(problem.path("errors").size()).isPositive();
    for (var error : problem.path("errors")) {
      assertThat(schemas.at("/FieldError/properties").propertyNames())
          .containsAll(error.propertyNames());
    }
    for (var required : schemas.at("/Problem/required")) {
      assertThat(problem.propertyNames()).contains(required.asString(""));
    }
    assertThat(schemas.at("/Problem/properties/errors/items/$ref").asString(""))
        .isEqualTo("#/components/schemas/FieldError");
  }

  @Test
  void whatComesInIsCountedWithoutIds() {
    String key = UUID.randomUUID().toString();
    bank.post("/v1/cases", opening("C-1006", key));
    bank.post("/v1/cases", opening("C-1006", key));
    var scrape = bank.withToken("").get("/actuator/prometheus").response().body();
    assertThat(scrape)
        .contains("belay_intake_events_total{", "door=\"rest\",kind=\"OPENED\",status=\"201\"")
        .contains("belay_intake_repeats_total{", "content=\"same\"")
        .contains("belay_intake_masked_total{", "secret=\"card\"")
        .contains("belay_intake_acknowledgement_seconds_bucket{")
        .contains("belay_reader_running{reader=\"bank-events\"} 1.0")
        .doesNotContain("C-1006", key);
  }

  @Test
  void tooManyRequestsAtOnceAreToldToComeBack() {
    try (var narrow =
        PLATFORM.startService(
            "--belay.requests-in-flight=1", "--belay.bank-events.enabled=false")) {
      var bankOfNarrow = PLATFORM.bank("call-centre", narrow);
      try (var held = new HeldStream(bankOfNarrow)) {
        held.open();
        var answer = bankOfNarrow.post("/v1/cases", opening("C-1", "x"));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text("type")).isEqualTo("urn:belay:problem:too-many-requests");
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(bankOfNarrow.post("/v1/cases", opening("C-1", "x")).status())
                      .isEqualTo(201));
    }
  }

  @Test
  void whoTakesNoJsonIsRefusedBeforeAnythingIsWritten() {
    String customer = "C-" + UUID.randomUUID();
    String key = "key-" + UUID.randomUUID();
    var refused =
        bank.post(
            "/v1/cases", opening(customer, "x"), "Idempotency-Key", key, "Accept", "text/plain");
    assertThat(refused.status()).isEqualTo(406);

    bank.post("/v1/cases", opening(customer, "x"), "Idempotency-Key", key);
    assertThat(topics.ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening(customer), 1))
        .as("of the second request alone")
        .hasSize(1);
  }
}
