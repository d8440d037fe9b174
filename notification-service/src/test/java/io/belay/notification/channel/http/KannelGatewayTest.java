package io.belay.notification.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.channel.http.GatewaySettings.Answers;
import io.belay.notification.channel.http.GatewaySettings.Body;
import io.belay.notification.channel.http.GatewaySettings.CallbackSettings;
import io.belay.notification.channel.http.GatewaySettings.Meaning;
import io.belay.notification.channel.http.GatewaySettings.Rule;
import io.belay.notification.channel.http.GatewaySettings.State;
import io.belay.notification.channel.sms.Kannel;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kannel as an HTTP gateway, by settings alone. Its reports carry no signature, so a relay beside
 * it signs them, as an operator would do it.
 */
class KannelGatewayTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);

  @Test
  void kannelTakesAMessageAndReportsOnIt(@TempDir Path directory) throws Exception {
    assumeTrue(Kannel.BEARERBOX.isThere(), Kannel.BEARERBOX.whyNot());
    assumeTrue(Kannel.SMSBOX.isThere(), Kannel.SMSBOX.whyNot());
    assumeTrue(Kannel.FAKESMSC.isThere(), Kannel.FAKESMSC.whyNot());
    var relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    try (var kannel = Kannel.withFakeCentre(directory)) {
      var settings = settings(kannel.sendUrl(), relay.getAddress().getPort(), "secret");
      var callbacks =
          new GatewayCallbacks(
              Map.of("kannel", settings),
              new DispatchReports(
                  records,
                  new MockProducer<>(
                      true, null, new ByteArraySerializer(), new ByteArraySerializer())),
              new NotificationMetrics(new SimpleMeterRegistry()),
              InstantSource.system());
      relay.createContext("/", exchange -> sign(exchange, callbacks));
      relay.start();

      var result = send(settings, "case-moves-on");
      assertThat(result).isInstanceOf(Accepted.class);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(kannel.fakeCentreLog()).contains("case-moves-on"));
      var id = ((Accepted) result).gatewayMessageIds().getFirst();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(records.history())
                      .extracting(each -> each.key() + " " + state(each.value()))
                      .contains("kannel|" + id + " DELIVERED"));

      assertThat(send(settings(kannel.sendUrl(), 1, "wrong"), "never"))
          .isEqualTo(new Refused("not-authorised", false));
    } finally {
      relay.stop(0);
    }
  }

  private static SendResult send(GatewaySettings settings, String text) {
    try (var route = new HttpGatewayRoute("kannel", settings, new RoutePace(10, 1_000))) {
      return route.send(Samples.delivery(Channel.SMS, Samples.PHONE, text));
    }
  }

  /** What Kannel asks by GET is posted on, signed. */
  private static void sign(HttpExchange exchange, GatewayCallbacks callbacks) throws IOException {
    var query = new HashMap<String, String>();
    for (var field : exchange.getRequestURI().getQuery().split("&", -1)) {
      query.put(field.split("=", -1)[0], field.split("=", -1)[1]);
    }
    var body =
        "{\"id\":\"%s\",\"state\":\"%s\"}"
            .formatted(query.get("id"), query.get("state"))
            .getBytes(UTF_8);
    var now = Long.toString(InstantSource.system().instant().getEpochSecond());
    var result = callbacks.take("kannel", now, CallbackSignature.of(SECRET, now, body), body);
    exchange.sendResponseHeaders(result instanceof GatewayCallbacks.Result.Taken ? 200 : 500, -1);
    exchange.close();
  }

  /**
   * Kannel's kinds of report: 1 delivered, 2 failed, 4 queued, 8 taken by the centre, 16 refused.
   */
  private static GatewaySettings settings(URI url, int relayPort, String password) {
    return new GatewaySettings(
        url,
        Body.QUERY,
        Map.of(
            "username", "belay",
            "password", password,
            "to", "{digits}",
            "from", "{sender}",
            "text", "{text}",
            "charset", "UTF-8",
            "dlr-mask", "31",
            "dlr-url", "http://127.0.0.1:" + relayPort + "/?id={reference}&state=%d"),
        Map.of(),
        new Answers(
            "",
            List.of(
                new Rule("202", "", Pattern.compile("^(0|3): "), Meaning.ACCEPTED, null),
                new Rule("403", "", Pattern.compile(""), Meaning.REFUSED, "not-authorised"))),
        new CallbackSettings(
            SECRET,
            "",
            "/id",
            "/state",
            "",
            Map.of(
                "1", State.DELIVERED,
                "2", State.UNDELIVERED,
                "4", State.ENROUTE,
                "8", State.ENROUTE,
                "16", State.REJECTED)),
        "Belay",
        Map.of(),
        100,
        10,
        1_000,
        Duration.ofMillis(100),
        6,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        Duration.ofHours(24));
  }

  private static String state(Object record) {
    return ((Receipt) ((DeliveryReceipt) record).getPayload()).getState();
  }
}
