package io.belay.notification.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.belay.local.FreePort;
import io.belay.notification.Samples;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.channel.http.GatewaySettings.Answers;
import io.belay.notification.channel.http.GatewaySettings.Body;
import io.belay.notification.channel.http.GatewaySettings.Meaning;
import io.belay.notification.channel.http.GatewaySettings.Rule;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpGatewayRouteTest {
  private static final Map<String, String> FIELDS =
      Map.of(
          "/messages/0/destinations/0/to", "{digits}",
          "/messages/0/text", "{text}",
          "/messages/0/from", "{sender}",
          "/messages/0/tags/0", "{class}",
          "ref", "belay:{reference}",
          "ttl", "{validity-minutes}");
  private static final Answers ANSWERS =
      new Answers(
          "/messages/0/messageId",
          List.of(
              new Rule(
                  "200-299", "/error", Pattern.compile("^105$"), Meaning.REFUSED, "bad-address"),
              new Rule(
                  "200-299", "/error", Pattern.compile("\\S"), Meaning.REFUSED_FOR_NOW, null)));

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile boolean silent;

  @SuppressWarnings("NullAway.Init") // set before each test
  HttpGatewayRouteTest() {}

  @BeforeEach
  void startGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          if (silent) {
            awaitTheEnd();
          }
          var bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopGateway() {
    never.countDown();
    server.stop(0);
  }

  @Test
  void theMessageTravelsInTheGatewaysOwnFieldsAndItsIdIsRead() {
    answer = "{\"messages\":[{\"messageId\":\"m-1\"}]}";
    assertThat(send(Body.JSON, FIELDS)).isEqualTo(new Accepted(List.of("m-1")));
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("POST /send?v=1 App key ")
        .contains("\"destinations\":[{\"to\":\"8613800138000\"}]")
        .contains("\"text\":\"50% \\\"off\\\" {sender} & 进展\"")
        .contains("\"from\":\"HarbourCN\"")
        .contains("\"tags\":[\"routine\"]")
        .contains("\"ref\":\"belay:0195b2c4-7d1e-7000-8000-3fa29c1b44d2-7-1\"")
        .contains("\"ttl\":\"1440\"");
  }

  @Test
  void aFormAndAQueryCarryTheTextWholeAndNothingBesideIt() {
    answer = "{\"messages\":[{\"messageId\":7}]}";
    var fields = Map.of("text", "{text}");
    assertThat(send(Body.FORM, fields)).isEqualTo(new Accepted(List.of("7")));
    assertThat(send(Body.QUERY, fields)).isEqualTo(new Accepted(List.of("7")));
    var encoded = "text=50%25+%22off%22+%7Bsender%7D+%26+%E8%BF%9B%E5%B1%95";
    assertThat(requests.get(0)).isEqualTo("POST /send?v=1 App key " + encoded);
    assertThat(requests.get(1)).isEqualTo("GET /send?v=1&" + encoded + " App key ");
  }

  @ParameterizedTest
  @CsvSource({
    "200, 105, bad-address, false",
    "200, 999, http-200, true",
    "400, , http-400, false",
    "401, , http-401, false",
    "429, , throttled, true",
    "503, , http-503, true"
  })
  void aNoIsARefusalForGoodOrForNow(int said, String error, String reason, boolean retryable) {
    status = said;
    answer = error == null ? "" : "{\"error\":\"%s\"}".formatted(error);
    assertThat(send(Body.JSON, FIELDS)).isEqualTo(new Refused(reason, retryable));
  }

  @Test
  void whatMayHaveBeenTakenIsUnknown() {
    status = 500;
    assertThat(send(Body.JSON, FIELDS)).isEqualTo(new Unknown("http-500"));
    status = 200;
    answer = "<html>a page of somebody else</html>";
    assertThat(send(Body.JSON, FIELDS)).isEqualTo(new Unknown("no-id"));
    answer = "x".repeat(70_000);
    assertThat(send(Body.JSON, FIELDS)).isEqualTo(new Unknown("connection-lost"));
  }

  @Test
  void aGatewayThatFallsSilentIsAskedOnceAndTheSendIsUnknown() {
    silent = true;
    for (var body : Body.values()) {
      requests.clear();
      assertThat(send(body, FIELDS)).isInstanceOf(Unknown.class);
      assertThat(requests).hasSize(1);
    }
  }

  @Test
  void whoseConnectionWasNeverMadeIsCertainlyNotSent() {
    var nobody = URI.create("http://127.0.0.1:" + FreePort.any() + "/");
    assertThat(send(nobody, Body.JSON, FIELDS)).isEqualTo(new Refused(Refused.ROUTE_DOWN, true));
  }

  @Test
  void aTextCountsAsItsPartsThoughItIsOneRequest() {
    var url = URI.create("http://127.0.0.1:1/");
    try (var route =
        new HttpGatewayRoute("http", settings(url, Body.JSON, FIELDS), new RoutePace(1, 1))) {
      assertThat(route.parts(sms("x".repeat(160)))).isEqualTo(1);
      assertThat(route.parts(sms("x".repeat(161)))).isEqualTo(2);
      assertThat(route.parts(sms("中".repeat(140)))).isEqualTo(3);
    }
  }

  private static Delivery sms(String text) {
    return Samples.delivery(Channel.SMS, Samples.PHONE, text);
  }

  private SendResult send(Body body, Map<String, String> fields) {
    return send(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/send?v=1"),
        body,
        fields);
  }

  private static SendResult send(URI url, Body body, Map<String, String> fields) {
    try (var route =
        new HttpGatewayRoute("http", settings(url, body, fields), new RoutePace(10, 1_000))) {
      return route.send(sms("50% \"off\" {sender} & 进展"));
    }
  }

  static GatewaySettings settings(URI url, Body body, Map<String, String> fields) {
    return new GatewaySettings(
        url,
        body,
        fields,
        Map.of("Authorization", "App key"),
        ANSWERS,
        null,
        "Belay",
        Map.of("CN", "HarbourCN"),
        100,
        10,
        1_000,
        Duration.ofMillis(100),
        6,
        Duration.ofSeconds(2),
        Duration.ofMillis(700),
        Duration.ofHours(1),
        Duration.ofHours(24));
  }

  private void awaitTheEnd() {
    try {
      boolean unused = never.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
