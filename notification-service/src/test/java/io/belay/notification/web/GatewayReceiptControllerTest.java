package io.belay.notification.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.http.CallbackSignature;
import io.belay.notification.channel.http.GatewayCallbacks;
import io.belay.notification.channel.http.GatewaySettings;
import io.belay.notification.channel.http.GatewaySettings.Answers;
import io.belay.notification.channel.http.GatewaySettings.Body;
import io.belay.notification.channel.http.GatewaySettings.CallbackSettings;
import io.belay.notification.channel.http.GatewaySettings.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class GatewayReceiptControllerTest {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String BODY =
      """
      {"results":[{"messageId":"m-1","status":{"name":"DELIVRD"},"code":0},
                  {"messageId":"m-2","status":{"name":"BLOCKED"},"code":37},
                  {"messageId":"m-3","status":{"name":"IN_TRANSIT"}}]}\
      """;

  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);

  @Test
  void signedReceiptsReachTheirTopicUnderRouteAndId() {
    post("acme", at(NOW), SECRET, BODY).expectStatus().isNoContent();
    assertThat(records.history())
        .extracting(record -> record.key() + " " + said(record.value()))
        .containsExactly("acme|m-1 DELIVERED 0", "acme|m-2 REJECTED 37", "acme|m-3 UNKNOWN null");
  }

  @Test
  void anotherSecretAnotherBodyAnotherTimeAndAnotherGatewayAreAllRefusedAlike() {
    var genuine = CallbackSignature.of(SECRET, at(NOW), BODY.getBytes(UTF_8));
    post("acme", at(NOW), "another secret another secret an", BODY).expectStatus().isUnauthorized();
    send("acme", at(NOW), genuine, BODY + " ").expectStatus().isUnauthorized();
    send("acme", at(NOW.plusSeconds(1)), genuine, BODY).expectStatus().isUnauthorized();
    send("acme", null, genuine, BODY).expectStatus().isUnauthorized();
    send("acme", "soon", genuine, BODY).expectStatus().isUnauthorized();
    send("acme", at(NOW), null, BODY).expectStatus().isUnauthorized();
    post("unheard-of", at(NOW), SECRET, BODY).expectStatus().isUnauthorized();
    post("without-callback", at(NOW), SECRET, BODY).expectStatus().isUnauthorized();
    assertThat(records.history()).isEmpty();
  }

  @Test
  void aSignatureIsGoodForFiveMinutesEitherWay() {
    post("acme", at(NOW.minusSeconds(300)), SECRET, BODY).expectStatus().isNoContent();
    post("acme", at(NOW.plusSeconds(300)), SECRET, BODY).expectStatus().isNoContent();
    post("acme", at(NOW.minusSeconds(301)), SECRET, BODY).expectStatus().isUnauthorized();
    post("acme", at(NOW.plusSeconds(301)), SECRET, BODY).expectStatus().isUnauthorized();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{}",
        "{\"results\":[]}",
        "{\"results\":[{\"messageId\":\"m-1\"}]}",
        "{\"results\":[{\"messageId\":{},\"status\":{\"name\":\"DELIVRD\"}}]}"
      })
  void whatCannotBeReadIsAnsweredAndNothingOfItTaken(String body) {
    post("acme", at(NOW), SECRET, body)
        .expectStatus()
        .isEqualTo(422)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:belay:problem:invalid");
    assertThat(records.history()).isEmpty();
  }

  @Test
  void aBodyWithoutEndIsRefused() {
    post("acme", at(NOW), SECRET, "x".repeat(300_000)).expectStatus().isEqualTo(413);
  }

  @Test
  void whileTheBrokerIsAwayTheGatewayIsToldToSendAgain() {
    var failing =
        new MockProducer<String, Object>(
            false, null, new StringSerializer(), (topic, value) -> new byte[0]);
    Thread.ofVirtual().start(() -> failLater(failing));
    var body = "{\"messageId\":\"m-1\",\"status\":{\"name\":\"DELIVRD\"}}";
    body = "{\"results\":[" + body + "]}";
    send(
            client(failing),
            "acme",
            at(NOW),
            CallbackSignature.of(SECRET, at(NOW), body.getBytes(UTF_8)),
            body)
        .expectStatus()
        .isEqualTo(503);
  }

  private static void failLater(MockProducer<String, Object> producer) {
    while (!producer.errorNext(new TimeoutException("away"))) {
      Thread.onSpinWait();
    }
  }

  private WebTestClient.ResponseSpec post(
      String gateway, String timestamp, String secret, String body) {
    return send(
        gateway, timestamp, CallbackSignature.of(secret, timestamp, body.getBytes(UTF_8)), body);
  }

  private WebTestClient.ResponseSpec send(
      String gateway, @Nullable String timestamp, @Nullable String signature, String body) {
    return send(client(records), gateway, timestamp, signature, body);
  }

  private static WebTestClient.ResponseSpec send(
      WebTestClient client,
      String gateway,
      @Nullable String timestamp,
      @Nullable String signature,
      String body) {
    var request = client.post().uri("/v1/gateways/{gateway}/receipts", gateway).bodyValue(body);
    if (timestamp != null) {
      request.header(GatewayReceiptController.TIMESTAMP, timestamp);
    }
    if (signature != null) {
      request.header(GatewayReceiptController.SIGNATURE, signature);
    }
    return request.exchange();
  }

  static WebTestClient client(MockProducer<String, Object> records) {
    var callback =
        new CallbackSettings(
            SECRET,
            "/results",
            "/messageId",
            "/status/name",
            "/code",
            Map.of("DELIVRD", State.DELIVERED, "BLOCKED", State.REJECTED));
    var callbacks =
        new GatewayCallbacks(
            Map.of("acme", gateway(callback), "without-callback", gateway(null)),
            new DispatchReports(
                records,
                new MockProducer<>(
                    true, null, new ByteArraySerializer(), new ByteArraySerializer())),
            new NotificationMetrics(new SimpleMeterRegistry()),
            () -> NOW);
    return WebTestClient.bindToController(new GatewayReceiptController(callbacks)).build();
  }

  private static GatewaySettings gateway(@Nullable CallbackSettings callback) {
    return new GatewaySettings(
        URI.create("http://127.0.0.1:1/"),
        Body.JSON,
        Map.of("to", "{number}"),
        Map.of(),
        new Answers("", List.of()),
        callback,
        "Belay",
        Map.of(),
        100,
        10,
        100,
        Duration.ofMillis(100),
        6,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofHours(1),
        Duration.ofHours(24));
  }

  private static String at(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private static String said(Object record) {
    var receipt = (Receipt) ((DeliveryReceipt) record).getPayload();
    return receipt.getState() + " " + receipt.getError();
  }
}
