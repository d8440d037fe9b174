package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.contract.TrackingToken;
import io.belay.events.ActorKind;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseEvent;
import io.belay.events.CaseProgress;
import io.belay.events.CustomerContact;
import io.belay.events.CustomerInformed;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.EscalationRequested;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import io.belay.guard.Routes;
import io.belay.local.AccessTable;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.local.inbox.LocalMailbox;
import io.belay.local.inbox.LocalSmsCentre;
import io.belay.local.inbox.SmsCentreBehaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a real broker and registry, an SMS centre and a mailbox. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class FollowUpReachesCustomerTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final Duration OVERTAKES_WITHIN = Duration.ofSeconds(2);
  private static final int RATE_PER_SECOND = 150;
  private static final int WINDOW = 50;
  private static final int PARTITIONS = 3;
  private static final String[] PERSONAL = {"13800138000", "@example.com", "王女士"};

  private final LocalKeys keys = new LocalKeys();
  private final int port = FreePort.any();
  private LocalBroker broker;
  private LocalRegistry registry;
  private LocalSmsCentre smsCentre;
  private LocalMailbox mailbox;
  private ConfigurableApplicationContext service;

  @SuppressWarnings("NullAway.Init") // set before the first test
  FollowUpReachesCustomerTest() {}

  @BeforeAll
  void start(@TempDir Path directory) {
    broker = LocalBroker.start(directory.resolve("broker"));
    broker.createTopics(PARTITIONS);
    registry = LocalRegistry.start(directory.resolve("registry"), broker.bootstrapServers());
    smsCentre = LocalSmsCentre.start();
    mailbox = LocalMailbox.start();
    service =
        new SpringApplicationBuilder(NotificationApplication.class)
            .run(
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--belay.registry.url=" + registry.url(),
                "--belay.state-directory=" + directory.resolve("state"),
                "--belay.sms.port=" + smsCentre.port(),
                "--belay.sms.rate-per-second=" + RATE_PER_SECOND,
                "--belay.sms.window=" + WINDOW,
                "--belay.email.port=" + mailbox.port(),
                "--belay.tracking.keys.k1=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--belay.tracking.active-key=k1",
                "--belay.page.checks-per-minute=100000",
                "--spring.security.oauth2.resourceserver.jwt.public-key-location="
                    + keys.writePublicKey(directory.resolve("key.pem")).toUri());
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () -> assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200));
  }

  @AfterAll
  void stop() {
    service.close();
    smsCentre.close();
    mailbox.close();
    registry.close();
    broker.close();
  }

  @Test
  void aTextMessageArrivesAndItsReceiptBecomesProofForTheCase() throws Exception {
    var customerId = sendATextMessage();

    var path = "/v1/customers/" + customerId + "/messages";
    assertThat(get(path, "").statusCode()).isEqualTo(401);
    assertThat(get(path, keys.token("t", "cases:read")).statusCode()).isEqualTo(403);
    var answer = get(path, keys.token("t", "cases:read contacts:read"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"result\":\"DELIVERED\"").doesNotContain("13800138000");
  }

  /** To a customer of its own, until the case knows of it. */
  private String sendATextMessage() {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    write(Topics.CASE_PROGRESS, caseId, followUp(caseId, customerId));
    write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, "+8613800138000", null));

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(smsCentre.inbox().messages())
                    .anySatisfy(
                        message -> {
                          assertThat(message.to()).endsWith("8613800138000");
                          assertThat(message.text()).contains("【港湾银行】").contains("核验码");
                        }));
    var outcome =
        (DeliveryOutcome)
            awaitRecord(
                Topics.DELIVERY_OUTCOMES,
                customerId,
                value -> value instanceof DeliveryOutcome each && each.getLast());
    assertThat(outcome.getResult()).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(outcome.getMessageId()).isEqualTo(caseId + "/5");
    var event = (CaseEvent) awaitRecord(Topics.CASE_EVENTS, caseId, CaseEvent.class::isInstance);
    assertThat(event.getEventId()).isEqualTo("informed:" + caseId + "/5");
    assertThat(event.getPayload())
        .isInstanceOfSatisfying(
            CustomerInformed.class,
            informed -> {
              assertThat(informed.getConfirmed()).isTrue();
              assertThat(informed.getMessageType()).isEqualTo("acknowledgement");
            });

    return customerId;
  }

  @Test
  void everyRouteAsksForWhatTheTableSaysAndAnswersCarryTheirHeaders() throws Exception {
    assertThat(
            AccessTable.of("notification")
                .faults("http://127.0.0.1:" + port, keys, Routes.of(service)))
        .isEmpty();
    var headers = get("/v3/api-docs", "").headers();
    assertThat(headers.map())
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry("X-Frame-Options", List.of("DENY"));
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
  }

  @Test
  void anEmailArrives() {
    sendAnEmail();
  }

  private void sendAnEmail() {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, null, "wang@example.com"));
    write(Topics.CASE_PROGRESS, caseId, followUp(caseId, customerId));
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(mailbox.inbox().messages())
                    .anySatisfy(message -> assertThat(message.to()).contains("wang@example.com")));
    var event = (CaseEvent) awaitRecord(Topics.CASE_EVENTS, caseId, CaseEvent.class::isInstance);
    assertThat(((CustomerInformed) event.getPayload()).getChannel()).isEqualTo("EMAIL");
  }

  @Test
  void whatNobodyCanReadIsADeadLetterAndTheStreamGoesOn() {
    var key = UUID.randomUUID().toString();
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> raw = service.getBean("deadLetterProducer", Producer.class);
    var unused =
        raw.send(
            new ProducerRecord<>(
                Topics.CASE_PROGRESS,
                key.getBytes(StandardCharsets.UTF_8),
                "not Avro at all".getBytes(StandardCharsets.UTF_8)));
    raw.flush();
    var letter = awaitRaw(Topics.deadLettersOf(Topics.CASE_PROGRESS), key, record -> true);
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("not Avro at all");
    assertThat(
            new String(
                letter.headers().lastHeader(DeadLetterHeaders.REASON).value(),
                StandardCharsets.UTF_8))
        .isEqualTo("unreadable");
    sendAnEmail();
  }

  @Test
  void whileTheRegistryIsAwayNothingIsCalledUnreadableAndAllIsSentAfterwards(
      @TempDir Path directory, CapturedOutput output) {
    sendAnEmail();
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    int registryPort = URI.create(registry.url()).getPort();
    write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, null, "later@example.com"));
    // its dispatcher has read nothing before and has to ask for the schema
    var urgent = followUp(caseId, customerId, MessageClass.URGENT);
    registry.close();
    int loggedBefore = output.length();
    write(Topics.CASE_PROGRESS, caseId, urgent);
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(
            () ->
                output
                    .toString()
                    .substring(loggedBefore)
                    .contains(
                        "Dispatching from " + Topics.DELIVERIES_EMAIL_URGENT + " begins anew"));
    assertThat(mailbox.inbox().messages())
        .noneMatch(message -> message.to().contains("later@example.com"));
    registry = LocalRegistry.start(directory, registryPort, broker.bootstrapServers());

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(mailbox.inbox().messages())
                    .filteredOn(message -> message.to().contains("later@example.com"))
                    .hasSize(1));
    assertThat(endOf(Topics.deadLettersOf(Topics.DELIVERIES_EMAIL_URGENT))).isZero();
  }

  @Test
  void aScrapeShowsEveryMeterAndNeitherItNorTheLogNamesACustomer(CapturedOutput output)
      throws Exception {
    sendATextMessage();
    sendAnEmail();
    var scrape = get("/actuator/prometheus", "").body();

    assertThat(scrape)
        .contains(
            "belay_outbox_messages",
            "belay_outbox_wakeup_lateness_seconds_bucket",
            "belay_deliveries_total{channel=\"sms\",",
            "belay_deliveries_total{channel=\"email\",",
            "belay_event_to_gateway_seconds_bucket",
            "belay_messages_total",
            "belay_route_sends_under_way");
    assertThat(output.getAll()).contains("belay").doesNotContain(PERSONAL);
    assertThat(scrape).doesNotContain(PERSONAL);
  }

  @Test
  void aGatewayCutInMidFlightLeavesUnknownsAndEachClassDoesWhatItsPolicySays() throws Exception {
    smsCentre.behave(SmsCentreBehaviour.healthy().answeringAfter(Duration.ofSeconds(3)));
    try {
      var routine = writeToBoth("cut-routine", "+8613600000001", MessageClass.ROUTINE);
      // not urgent: the urgent e-mail lane has to have read nothing when the registry goes away
      var duty = writeToBoth("cut-duty", "+8613600000002", MessageClass.STATUTORY);
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(() -> arrived("13600000001") && arrived("13600000002"));
      smsCentre.cutConnections();
      smsCentre.behave(SmsCentreBehaviour.healthy());
      assertThat(lastOutcomeOf(routine).getResult()).isEqualTo(DeliveryResult.UNKNOWN);
      var told = lastOutcomeOf(duty);
      assertThat(told.getResult()).isEqualTo(DeliveryResult.ACCEPTED);
      assertThat(told.getChannel()).isEqualTo("EMAIL");
      assertThat(told.getTemplate()).isNotBlank();
    } finally {
      smsCentre.behave(SmsCentreBehaviour.healthy());
    }
    assertThat(smsCentre.inbox().messages())
        .as("what perhaps arrived is not sent again")
        .filteredOn(message -> message.to().contains("1360000000"))
        .hasSize(2);
    assertThat(get("/actuator/prometheus", "").body())
        .contains("belay_unknown_sends_total{class=\"routine\",then=\"left\"}")
        .contains("belay_unknown_sends_total{class=\"statutory\",then=\"other_channel\"}");
  }

  private boolean arrived(String digits) {
    return smsCentre.inbox().messages().stream().anyMatch(each -> each.to().endsWith(digits));
  }

  private DeliveryOutcome lastOutcomeOf(String customerId) {
    return (DeliveryOutcome)
        awaitRecord(
            Topics.DELIVERY_OUTCOMES,
            customerId,
            value -> value instanceof DeliveryOutcome each && each.getLast());
  }

  private String writeToBoth(String name, String phone, MessageClass messageClass) {
    var caseId = UUID.randomUUID().toString();
    var customerId = name + caseId;
    write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, phone, name + "@example.com"));
    write(Topics.CASE_PROGRESS, caseId, followUp(caseId, customerId, messageClass));
    return customerId;
  }

  /** Of 50,000 with {@code -Dlanes.backlog=50000}, when this test runs alone. */
  @Test
  void urgentMessagesOvertakeABacklogOfRoutineOnesAtTheGatewaysPace() {
    int backlog = Integer.getInteger("lanes.backlog", 1_500);
    int urgent = 40;
    var receivedAt = new ConcurrentHashMap<String, Instant>();
    var arrivals = smsCentre.inbox().onArrival(m -> receivedAt.putIfAbsent(m.to(), m.receivedAt()));
    long before = endOf(Topics.DELIVERIES_SMS_ROUTINE);
    try (arrivals) {
      // the first of all asks the registry and loads what it needs
      writeFollowUp("first", "+8613900000000", MessageClass.URGENT);
      flush();
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(() -> receivedOf(receivedAt, "861390").size() == 1);
      for (int each = 0; each < backlog; each++) {
        writeFollowUp("routine-" + each, "+861370%07d".formatted(each), MessageClass.ROUTINE);
      }
      flush();
      Awaitility.await()
          .atMost(LONG_ENOUGH.multipliedBy(4))
          .until(() -> endOf(Topics.DELIVERIES_SMS_ROUTINE) - before >= backlog);
      var decidedAt = Instant.now();
      for (int each = 0; each < urgent; each++) {
        writeFollowUp("urgent-" + each, "+861380%07d".formatted(each), MessageClass.URGENT);
      }
      flush();
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(() -> receivedOf(receivedAt, "861380").size() == urgent);
      assertThat(receivedOf(receivedAt, "861380"))
          .as("p99 of %d is the latest", urgent)
          .allSatisfy(
              at -> assertThat(Duration.between(decidedAt, at)).isLessThan(OVERTAKES_WITHIN));
      assertThat(receivedOf(receivedAt, "861370")).as("still waiting").hasSizeLessThan(backlog);
    }
    assertThat(busiestSecond(receivedAt.values())).isLessThanOrEqualTo(RATE_PER_SECOND + WINDOW);
  }

  private void writeFollowUp(String name, String phone, MessageClass messageClass) {
    var caseId = UUID.randomUUID().toString();
    send(Topics.CUSTOMER_CONTACTS, name + caseId, contact(name + caseId, phone, null));
    send(Topics.CASE_PROGRESS, caseId, followUp(caseId, name + caseId, messageClass));
  }

  private static List<Instant> receivedOf(Map<String, Instant> receivedAt, String prefix) {
    return receivedAt.entrySet().stream()
        .filter(entry -> entry.getKey().replace("+", "").startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Messages received in the second that had most of them. */
  private static int busiestSecond(Collection<Instant> receivedAt) {
    var sorted = receivedAt.stream().sorted().toList();
    int most = 0;
    int from = 0;
    for (int to = 0; to < sorted.size(); to++) {
      while (!sorted.get(from).isAfter(sorted.get(to).minusSeconds(1))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  @Test
  void aCustomerFollowsTheCaseAndWhatIsAskedForBecomesAnEventOfTheCase() throws Exception {
    var caseId = UUID.randomUUID().toString();
    var customerId = "C-" + caseId;
    write(Topics.CUSTOMER_CONTACTS, customerId, contact(customerId, "+8613800138000", null));
    write(Topics.CASE_PROGRESS, caseId, accepted(caseId, customerId));
    write(Topics.CASE_PROGRESS, caseId, followUp(caseId, customerId));
    var token =
        new TrackingToken.Keys(Map.of("k1", Base64.getEncoder().encodeToString(new byte[32])), "k1")
            .sign(new TrackingToken(caseId, customerId, Instant.now().plusSeconds(600)));
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(get("/v1/track/" + token, "").body())
                    .contains("\"language\":\"zh-CN\"", "一线客服", "\"sequence\":5"));

    assertThat(post("/v1/track/" + token + "/escalate").statusCode()).isEqualTo(202);
    var event =
        (CaseEvent)
            awaitRecord(
                Topics.CASE_EVENTS,
                caseId,
                value ->
                    value instanceof CaseEvent each
                        && each.getPayload() instanceof EscalationRequested);
    assertThat(Objects.requireNonNull(event.getActor()).getKind()).isEqualTo(ActorKind.CUSTOMER);
    assertThat(event.getCustomerId()).isEqualTo(customerId);
    assertThat(event.getSource()).isEqualTo("tracking-page");
    assertThat(get("/internal/tracked-cases/" + caseId, "").statusCode()).isEqualTo(404);
    assertThat(get("/internal/whereabouts/" + customerId, "").statusCode()).isEqualTo(404);
  }

  /** 1,000 codes that went out and 1,000 that did not, asked about in turns. */
  @Test
  void theTimeOfACheckDoesNotTellWhetherACodeExists() throws Exception {
    var codes = new CodesOnTheWholeService(port);
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> raw = service.getBean("deadLetterProducer", Producer.class);
    codes.sendOut(raw);
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () -> assertThat(get(codes.lastPath(), "").body()).contains("\"genuine\":true"));
    codes.askAboutAll();
    assertThat(codes.genuineAnswers()).isEqualTo(CodesOnTheWholeService.EACH);
    assertThat(codes.differenceOfMedians())
        .as("genuine %s, false %s", codes.medianOfGenuine(), codes.medianOfFalse())
        .isLessThan(Duration.ofMillis(5));
  }

  private long endOf(String topic) {
    var in = service.getBean(KafkaProperties.class).buildConsumerProperties();
    try (var raw =
        new KafkaConsumer<>(in, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return raw
          .endOffsets(
              raw.partitionsFor(topic).stream()
                  .map(each -> new TopicPartition(topic, each.partition()))
                  .toList())
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private void write(String topic, String key, Object value) {
    send(topic, key, value);
    flush();
  }

  private void send(String topic, String key, Object value) {
    var unused = producer().send(new ProducerRecord<>(topic, key, value));
  }

  private void flush() {
    producer().flush();
  }

  @SuppressWarnings("unchecked")
  private Producer<String, Object> producer() {
    return service.getBean("reportProducer", Producer.class);
  }

  private Object awaitRecord(String topic, String key, Predicate<Object> matches) {
    var in = service.getBean(KafkaProperties.class).buildConsumerProperties();
    try (var avro = new KafkaConsumer<String, Object>(in)) {
      return await(topic, avro, record -> record.key().equals(key) && matches.test(record.value()))
          .value();
    }
  }

  private ConsumerRecord<byte[], byte[]> awaitRaw(
      String topic, String key, Predicate<Object> matches) {
    var in = service.getBean(KafkaProperties.class).buildConsumerProperties();
    try (var raw =
        new KafkaConsumer<>(in, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return await(
          topic,
          raw,
          record ->
              new String(record.key(), StandardCharsets.UTF_8).equals(key)
                  && matches.test(record.value()));
    }
  }

  private static <K, V> ConsumerRecord<K, V> await(
      String topic, KafkaConsumer<K, V> consumer, Predicate<ConsumerRecord<K, V>> matches) {
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    var found = new ArrayList<ConsumerRecord<K, V>>();
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(
            () -> {
              consumer
                  .poll(Duration.ofMillis(200))
                  .forEach(
                      r -> {
                        if (matches.test(r)) {
                          found.add(r);
                        }
                      });
              return !found.isEmpty();
            });
    return found.getFirst();
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> post(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static CaseProgress accepted(String caseId, String customerId) {
    return CaseProgress.newBuilder()
        .setProgressId(caseId + "/1")
        .setCaseId(caseId)
        .setCustomerId(customerId)
        .setSequence(1)
        .setDecidedAt(Instant.now())
        .setCausedBy("e-1")
        .setTier("front-line")
        .setPayload(
            CaseAccepted.newBuilder()
                .setCategory("withdrawal-delayed")
                .setReportedCategory("withdrawal-delayed")
                .setPriority("P3")
                .setOpenedAt(Instant.now())
                .setQueue("front-line")
                .build())
        .build();
  }

  private static CustomerContact contact(
      String customerId, @Nullable String phone, @Nullable String email) {
    return CustomerContact.newBuilder()
        .setCustomerId(customerId)
        .setUpdatedAt(Instant.now())
        .setName("王女士")
        .setPhone(phone)
        .setEmail(email)
        .setLocale("zh-CN")
        .setZone("Asia/Shanghai")
        .setPreferredChannels(List.of("SMS", "EMAIL"))
        .build();
  }

  private static CaseProgress followUp(String caseId, String customerId) {
    return followUp(caseId, customerId, MessageClass.ROUTINE);
  }

  private static CaseProgress followUp(
      String caseId, String customerId, MessageClass messageClass) {
    return CaseProgress.newBuilder()
        .setProgressId(caseId + "/5")
        .setCaseId(caseId)
        .setCustomerId(customerId)
        .setSequence(5)
        .setDecidedAt(Instant.now())
        .setCausedBy("e-1")
        .setPayload(
            FollowUpDue.newBuilder()
                .setMessageType("acknowledgement")
                .setMessageClass(messageClass)
                .setCategory("withdrawal-delayed")
                .setOpenedAt(Instant.now())
                .setTier("front-line")
                .setTierNames(Map.of("zh-CN", "一线客服"))
                .setCategoryNames(Map.of("zh-CN", "提现延迟"))
                .setExpectedBy(Instant.now().plusSeconds(3600))
                .build())
        .build();
  }
}
