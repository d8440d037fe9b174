package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.recorded;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.local.inbox.SmsCentreBehaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Drives the system with a customer's data, also where things go wrong, and searches everything
 * that people beside the customer read: logs, metrics, spans, headers of all records with their
 * traces, and the topics that are kept for long.
 */
@ExtendWith(OnePlatform.class)
class PrivacyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PHONE = "+8613700137219";
  private static final String EMAIL = "fang.private@mail.example";
  private static final String ACCOUNT = "6217000010048317219";
  private static final String CARD = "4111 1111 1111 1111";

  /** What nobody beside the customer may read, in the forms it could appear in. */
  private static final List<String> PERSONAL =
      List.of("13700137219", "fang.private", "王小芳", ACCOUNT, CARD, "4111111111111111", "4111-1111");

  /** What a customer types to check a code, and the address of a page. */
  private static final String DIGITS_ASKED = "phone=7219";

  private static final String LINK = "bGluay1vZi1hLWN1c3RvbWVy";

  /** Kept, other than most. */
  private static final String TRACE = "5cd1d4d6bb6c4b8c9f1e7a64a7d0c3b2";

  private static final String TRACE_PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private static final int INVALID_DESTINATION = 0x0b;

  /** Carry contact data or free text, and are kept for days. */
  private static final Set<String> PERSONAL_TOPICS =
      Set.of(
          Topics.CUSTOMER_CONTACTS,
          Topics.CASE_TEXTS,
          Topics.DELIVERIES_SMS_URGENT,
          Topics.DELIVERIES_SMS_ROUTINE,
          Topics.DELIVERIES_EMAIL_URGENT,
          Topics.DELIVERIES_EMAIL_ROUTINE);

  /** Key of what this test writes so that nobody can read it; other tests pass over it alone. */
  static final String UNREADABLE = "private-unreadable";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Platform platform;

  PrivacyIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void nobodyBesideTheCustomerReadsWhoItIs() throws Exception {
    try (Bank bank = platform.bank()) {
      tellsTheContact("customer-of-private-1");
      tellsTheContact("customer-of-private-2");
      opens(bank, "private-1");
      arrives();
      platform.smsCentre().behave(SmsCentreBehaviour.healthy().refusingWith(INVALID_DESTINATION));
      opens(bank, "private-2");
      bank.reports("private-1", "NOTE", Map.of("text", "王小芳 called from " + PHONE));
      sendsWhatNobodyCanRead();
      arrivesByMail();
      platform.smsCentre().behave(SmsCentreBehaviour.healthy());
      for (var name : List.of("private-1", "private-2")) {
        bank.reports(name, "CLOSED", Map.of());
        bank.expects(recorded(name, "CLOSED"));
      }
      erases("customer-of-private-1");
      checksACode();
    } finally {
      platform.smsCentre().behave(SmsCentreBehaviour.healthy());
    }
    assertThat(platform.logs())
        .contains("Started")
        .doesNotContain(PERSONAL)
        .doesNotContain(DIGITS_ASKED, LINK);
    assertThat(platform.collector().exported())
        .contains("/v1/customers/{customerId}/contact")
        .doesNotContain(PERSONAL)
        .doesNotContain(DIGITS_ASKED, LINK, "customer-of-private");
    for (var url :
        List.of(platform.intakeUrl(), platform.escalationUrl(), platform.notificationUrl())) {
      assertThat(get(url + "/actuator/prometheus")).contains("belay_").doesNotContain(PERSONAL);
    }
    assertThat(get(platform.notificationUrl() + "/v1/customers/customer-of-private-1/messages"))
        .contains("\"contactKnown\":false")
        .contains("DELIVERED")
        .doesNotContain(PERSONAL);
    searchAllTopics();
  }

  private void tellsTheContact(String customerId) throws Exception {
    var body =
        """
        {"name":"王小芳","phone":"%s","email":"%s","locale":"zh-CN","zone":"Asia/Shanghai",
         "preferredChannels":["SMS","EMAIL"]}\
        """
            .formatted(PHONE, EMAIL);
    var request =
        HttpRequest.newBuilder(contactOf(customerId))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private void erases(String customerId) throws Exception {
    var request =
        HttpRequest.newBuilder(contactOf(customerId))
            .header("Authorization", "Bearer " + platform.token())
            .header("traceparent", TRACE_PARENT)
            .DELETE();
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains("statutory").doesNotContain(PERSONAL);
    await("the contact's end")
        .atMost(PATIENCE)
        .until(
            () ->
                get(platform.notificationUrl() + "/v1/customers/" + customerId + "/messages")
                    .contains("\"contactKnown\":false"));
  }

  /** And looks at a page, and waits for the spans of that and of the messages. */
  private void checksACode() throws Exception {
    for (var path : List.of("/v1/verify/K7QM-3XPA?" + DIGITS_ASKED, "/v1/track/" + LINK)) {
      var request =
          HttpRequest.newBuilder(URI.create(platform.notificationUrl() + path))
              .header("traceparent", TRACE_PARENT)
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isIn(200, 404);
    }
    var spans =
        List.of(
            "send message",
            "/v1/verify/{code}",
            "/v1/track/{token}",
            "/v1/customers/{customerId}/contact");
    await("the spans of all this")
        .atMost(PATIENCE)
        .until(() -> platform.collector().beside(TRACE, spans).equals(spans));
  }

  private URI contactOf(String customerId) {
    return URI.create(platform.intakeUrl() + "/v1/customers/" + customerId + "/contact");
  }

  private void opens(Bank bank, String name) {
    var request =
        aCase(name)
            .category("feature-question")
            .toldBySms("zh-CN", PHONE)
            .summary("Card " + CARD + ", account " + ACCOUNT + ", mail " + EMAIL);
    assertThat(platform.intake().opens(request, TRACE_PARENT).status()).isEqualTo(201);
    bank.opens(request);
  }

  private void arrives() {
    await("a text message")
        .atMost(PATIENCE)
        .until(
            () ->
                platform.inbox().messages().stream()
                    .anyMatch(message -> message.to().endsWith("13700137219")));
  }

  private void arrivesByMail() {
    await("an e-mail")
        .atMost(PATIENCE)
        .until(
            () ->
                platform.inbox().messages().stream()
                    .anyMatch(message -> message.to().contains(EMAIL)));
  }

  /** Each becomes a dead letter, whose headers alone are searched. */
  private void sendsWhatNobodyCanRead() throws Exception {
    var topics =
        List.of(
            Topics.BANK_EVENTS,
            Topics.CASE_EVENTS,
            Topics.CASE_PROGRESS,
            Topics.FOLLOW_UPS_URGENT,
            Topics.CUSTOMER_CONTACTS,
            Topics.DELIVERIES_SMS_ROUTINE,
            Topics.DELIVERY_OUTCOMES);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (var topic : topics) {
        producer.send(new ProducerRecord<>(topic, UNREADABLE, String.join(" ", PERSONAL))).get();
      }
    }
    for (var topic : topics) {
      try (var letters = new TopicLog(platform.bootstrapServers(), Topics.deadLettersOf(topic))) {
        await("the dead letter of " + topic)
            .pollInSameThread()
            .atMost(PATIENCE)
            .until(
                () -> letters.read().stream().anyMatch(letter -> UNREADABLE.equals(letter.key())));
      }
    }
  }

  private void searchAllTopics() throws Exception {
    for (var topic : topics()) {
      try (var log = new TopicLog(platform.bootstrapServers(), topic)) {
        boolean valuesToo = !PERSONAL_TOPICS.contains(topic) && !topic.endsWith("-dlt");
        for (var record : log.readAll()) {
          var found = new ArrayList<String>();
          record.headers().forEach(header -> found.add(header.key() + "=" + text(header.value())));
          if (valuesToo && record.value() != null && !UNREADABLE.equals(record.key())) {
            found.add(text(record.value()));
          }
          assertThat(String.join(" ", found)).as(topic).doesNotContain(PERSONAL);
        }
      }
    }
  }

  /** All that belong to the contract; internal ones are the service's memory. */
  private List<String> topics() throws Exception {
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()))) {
      return admin.listTopics().names().get().stream()
          .filter(name -> !name.startsWith("notification-") && !name.startsWith("escalation-"))
          .filter(name -> !name.startsWith("_") && !name.contains("kafkasql"))
          .sorted()
          .toList();
    }
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8) + new String(bytes, ISO_8859_1);
  }

  private String get(String url) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + platform.token())
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
