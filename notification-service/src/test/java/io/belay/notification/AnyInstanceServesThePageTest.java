package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.contract.TrackingToken;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalKeys;
import io.belay.local.LocalRegistry;
import io.belay.notification.stream.NotificationStream;
import io.belay.notification.stream.NotificationTopology;
import io.belay.notification.stream.PageReads;
import io.belay.notification.stream.PageReads.StoreMovingException;
import io.belay.notification.stream.TrackTopology;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two instances on a real broker share the cases, and each of them serves the page of every case
 * and checks every code. A minute long: with {@code -Plong}.
 */
@Tag("long")
class AnyInstanceServesThePageTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
  private static final int CASES = 12;
  private static final int CODES = 40;
  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
  private static final LocalKeys BANK = new LocalKeys();
  private static final TrackingToken.Keys KEYS = new TrackingToken.Keys(Map.of("k1", SECRET), "k1");

  @Test
  void everyCaseAndEveryCodeIsServedByBoth(@TempDir Path directory) throws Exception {
    try (var broker = LocalBroker.start(directory.resolve("broker"))) {
      broker.createTopics(4);
      try (var registry =
              LocalRegistry.start(directory.resolve("registry"), broker.bootstrapServers());
          var one = instance(1, directory, broker, registry);
          var two = instance(2, directory, broker, registry)) {
        var ports = List.of(port(one), port(two));
        var cases = Stream.generate(() -> UUID.randomUUID().toString()).limit(CASES).toList();
        cases.forEach(caseId -> open(one, caseId));
        cases.forEach(caseId -> tellContact(one, caseId));
        for (int port : ports) {
          for (var caseId : cases) {
            Awaitility.await()
                .atMost(LONG_ENOUGH)
                .untilAsserted(
                    () ->
                        assertThat(get(port, "/v1/track/" + token(caseId)))
                            .contains("\"category\":\"withdrawal delayed\""));
            Awaitility.await()
                .atMost(LONG_ENOUGH)
                .untilAsserted(
                    () ->
                        assertThat(messagesOf(port, caseId).body())
                            .contains("\"customerId\":\"C-" + caseId, "\"contactKnown\":true"));
          }
        }
        var codes = new CodesOnTheWholeService(ports.getFirst());
        codes.sendOut(producer(one));
        for (int port : ports) {
          Awaitility.await()
              .atMost(LONG_ENOUGH)
              .untilAsserted(
                  () ->
                      assertThat(codes.paths().limit(CASES).map(path -> getOrFail(port, path)))
                          .allSatisfy(answer -> assertThat(answer).contains("\"genuine\":true")));
        }
      }
    }
  }

  @Test
  void whileTheOwnerIsGoneItsCopySaysOfWhenItIs(@TempDir Path directory) throws Exception {
    try (var broker = LocalBroker.start(directory.resolve("broker"))) {
      broker.createTopics(4);
      try (var registry =
              LocalRegistry.start(directory.resolve("registry"), broker.bootstrapServers());
          var one = instance(1, directory, broker, registry, "--belay.standby-replicas=1");
          var two = instance(2, directory, broker, registry, "--belay.standby-replicas=1")) {
        var cases = Stream.generate(() -> UUID.randomUUID().toString()).limit(CASES).toList();
        cases.forEach(caseId -> open(one, caseId));
        Awaitility.await()
            .atMost(LONG_ENOUGH)
            .until(
                () ->
                    cases.stream()
                        .allMatch(
                            caseId -> isHereOrCopied(one, caseId) && isHereOrCopied(two, caseId)));
        boolean ofOne = cases.stream().anyMatch(caseId -> isElsewhere(two, caseId));
        var goes = ofOne ? one : two;
        var stays = ofOne ? two : one;
        var ofTheOther = cases.stream().filter(caseId -> isElsewhere(stays, caseId)).toList();
        assertThat(ofTheOther).as("cases the other instance owns").isNotEmpty();
        var codes = new CodesOnTheWholeService(port(stays));
        codes.sendOut(producer(stays));
        awaitAllGenuine(codes, port(stays));
        var path =
            codes
                .paths()
                .filter(each -> isElsewhere(stays, TrackTopology.CODES, codeIn(each)))
                .findFirst();

        // as a killed one it stays a member of its group until its session is over; its web server
        // shares threads with the other's here, so it stays and cannot answer
        goes.getBean(NotificationStream.class).stop();
        // what cannot be looked up right now is not said to be false
        assertThat(get(port(stays), path.orElseThrow())).contains("urn:belay:problem:track-busy");
        var customers =
            cases.stream()
                .filter(each -> isElsewhere(stays, NotificationTopology.OUTBOX, "C-" + each))
                .toList();
        assertThat(customers).as("customers the other instance owns").isNotEmpty();
        for (var caseId : customers) {
          var answer = messagesOf(port(stays), caseId);
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
        for (var caseId : ofTheOther) {
          assertThat(get(port(stays), "/v1/track/" + token(caseId)))
              .contains("\"category\":\"withdrawal delayed\"")
              .containsPattern("\"asOf\":\"20");
        }
        awaitAllGenuine(codes, port(stays));
        Awaitility.await()
            .atMost(LONG_ENOUGH)
            .untilAsserted(
                () ->
                    assertThat(ofTheOther)
                        .allSatisfy(
                            caseId ->
                                assertThat(getOrFail(port(stays), "/v1/track/" + token(caseId)))
                                    .contains("\"asOf\":null")));
      }
    }
  }

  private static void awaitAllGenuine(CodesOnTheWholeService codes, int port) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(codes.paths().limit(CODES).map(path -> getOrFail(port, path)))
                    .allSatisfy(answer -> assertThat(answer).contains("\"genuine\":true")));
  }

  private static boolean isElsewhere(ConfigurableApplicationContext instance, String caseId) {
    return isElsewhere(instance, TrackTopology.TRACKED, caseId);
  }

  private static boolean isElsewhere(
      ConfigurableApplicationContext instance, String store, String key) {
    return instance.getBean(PageReads.class).elsewhere(store, key).isPresent();
  }

  private static String codeIn(String path) {
    return path.substring(path.lastIndexOf('/') + 1, path.indexOf('?'));
  }

  private static boolean isHereOrCopied(ConfigurableApplicationContext instance, String caseId) {
    var reads = instance.getBean(PageReads.class);
    try {
      return isElsewhere(instance, caseId)
          ? reads.copied(caseId, Instant.now()).isPresent()
          : reads.tracked(caseId).isPresent();
    } catch (StoreMovingException moving) {
      return false;
    }
  }

  private static ConfigurableApplicationContext instance(
      int number, Path directory, LocalBroker broker, LocalRegistry registry, String... further) {
    var settings = new ArrayList<>(List.of(further));
    settings.addAll(settings(number, directory, broker, registry));
    return new SpringApplicationBuilder(NotificationApplication.class, OwnServerThreads.class)
        .run(settings.toArray(String[]::new));
  }

  private static List<String> settings(
      int number, Path directory, LocalBroker broker, LocalRegistry registry) {
    return List.of(
        "--server.port=" + FreePort.any(),
        "--belay.instance-id=notification-" + number,
        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "--belay.registry.url=" + registry.url(),
        "--belay.state-directory=" + directory.resolve("state-" + number),
        "--belay.sms.enabled=false",
        "--belay.email.enabled=false",
        "--belay.tracking.keys.k1=" + SECRET,
        "--belay.tracking.active-key=k1",
        "--belay.page.checks-per-minute=100000",
        "--belay.page.checks-per-code-per-hour=10000",
        "--spring.security.oauth2.resourceserver.jwt.public-key-location="
            + BANK.writePublicKey(directory.resolve("key.pem")).toUri());
  }

  private static int port(ConfigurableApplicationContext instance) {
    return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static void open(ConfigurableApplicationContext instance, String caseId) {
    @SuppressWarnings("unchecked")
    Producer<String, Object> producer = instance.getBean("reportProducer", Producer.class);
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.CASE_PROGRESS, caseId, FollowUps.accepted(caseId, "C-" + caseId)));
    producer.flush();
  }

  private static void tellContact(ConfigurableApplicationContext instance, String caseId) {
    @SuppressWarnings("unchecked")
    Producer<String, Object> producer = instance.getBean("reportProducer", Producer.class);
    var customerId = "C-" + caseId;
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.CUSTOMER_CONTACTS,
                customerId,
                FollowUps.contact(customerId, Samples.PHONE, null)));
    producer.flush();
  }

  private static HttpResponse<String> messagesOf(int port, String caseId) throws Exception {
    var path = "/v1/customers/C-" + caseId + "/messages";
    return send(
        request(port, path)
            .header("Authorization", "Bearer " + BANK.token("t", "cases:read contacts:read")));
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> producer(ConfigurableApplicationContext instance) {
    return instance.getBean("deadLetterProducer", Producer.class);
  }

  private static String token(String caseId) {
    return KEYS.sign(new TrackingToken(caseId, "C-" + caseId, Instant.now().plusSeconds(600)));
  }

  private static String getOrFail(int port, String path) {
    try {
      return get(port, path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String get(int port, String path) throws Exception {
    return send(request(port, path)).body();
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
