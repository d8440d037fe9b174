package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SmsText;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts are cut as Kannel cuts them, byte for byte, but where Kannel cuts a character in two. Both
 * send to one SMS centre, which shows what came.
 */
class KannelSegmentationTest {
  private static final int TEXTS = 300;
  private static final long SEED = 20_261_125;
  private static final int REFERENCE_AT = 3;

  private static final List<String> ALPHABETS =
      List.of(
          "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?@£$¥èéùìòÇØøÅåÆæßÉ",
          "abcde[]{}~|^\\€",
          "案件进展退款提现您的已由专家处理",
          "案件a1 中é😀👍🏽",
          "😀👩‍💻🏦x");

  @Test
  void textsAreCutAsKannelCutsThem(@TempDir Path directory) throws Exception {
    assumeTrue(NodeSmsCentre.PEER.isThere(), NodeSmsCentre.PEER.whyNot());
    assumeTrue(Kannel.BEARERBOX.isThere(), Kannel.BEARERBOX.whyNot());
    assumeTrue(Kannel.SMSBOX.isThere(), Kannel.SMSBOX.whyNot());
    var texts = corpus();
    try (var centre = NodeSmsCentre.start();
        var kannel = Kannel.before(centre.port(), directory);
        var ours = route(centre.port())) {
      centre.told("{\"receipts\":\"none\"}");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> centre.count("bound") >= 2);
      for (int i = 0; i < texts.size(); i++) {
        sendOurs(ours, i, texts.get(i));
      }
      try (var http = HttpClient.newHttpClient()) {
        for (int i = 0; i < texts.size(); i++) {
          sendByKannel(http, kannel, i, texts.get(i));
        }
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  byMessage(centre, "kannel").values().stream()
                          .filter(KannelSegmentationTest::isWhole)
                          .count()
                      == TEXTS);
      var kannels = byMessage(centre, "kannel");
      var own = byMessage(centre, "belay");
      int cutByKannel = 0;
      for (int i = 0; i < texts.size(); i++) {
        var theirParts = kannels.getOrDefault(phone(i), List.of());
        var ourParts = own.getOrDefault(phone(i), List.of());
        if (theirParts.stream().anyMatch(KannelSegmentationTest::endsInHalfACharacter)) {
          cutByKannel++;
          assertThat(ourParts).noneMatch(KannelSegmentationTest::endsInHalfACharacter);
        } else {
          assertThat(ourParts)
              .as("text %d of seed %d: %s", i, SEED, texts.get(i))
              .isEqualTo(theirParts);
        }
      }
      assertThat(cutByKannel).as("texts Kannel cuts amid a character").isBetween(1, TEXTS / 3);
    }
  }

  /** Lengths gather where a text is cut. */
  private static List<String> corpus() {
    var random = new Random(SEED);
    var texts = new ArrayList<String>();
    while (texts.size() < TEXTS) {
      int[] letters = ALPHABETS.get(random.nextInt(ALPHABETS.size())).codePoints().toArray();
      int[] edges = {1, 67, 70, 134, 153, 160, 201, 306, 459};
      int length = Math.max(1, edges[random.nextInt(edges.length)] + random.nextInt(5) - 2);
      var text = new StringBuilder();
      while (text.length() < length) {
        text.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      // Kannel strips blanks at the ends of what it is handed over HTTP
      var stripped = text.toString().strip();
      if (!stripped.isEmpty() && SmsText.of(stripped).parts().size() <= 6) {
        texts.add(stripped);
      }
    }
    return texts;
  }

  private static void sendOurs(SmsRoute ours, int number, String text) {
    assertThat(ours.send(Samples.delivery(Channel.SMS, "+" + phone(number), text)))
        .isInstanceOf(Accepted.class);
  }

  private static void sendByKannel(HttpClient http, Kannel kannel, int number, String text)
      throws Exception {
    boolean gsm = SmsText.of(text).encoding() == SmsText.Encoding.GSM_7;
    var query =
        "?username=belay&password=secret&from=Belay&charset=UTF-8&to=%s&coding=%d&text=%s"
            .formatted(phone(number), gsm ? 0 : 2, URLEncoder.encode(text, UTF_8));
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(kannel.sendUrl() + query)).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /** Each message's parts: data coding and octets, but for the free choice of a reference. */
  private static Map<String, List<String>> byMessage(NodeSmsCentre centre, String client) {
    return centre.submits().stream()
        .filter(submit -> submit.get("client").asString().equals(client))
        .collect(
            Collectors.groupingBy(
                submit -> submit.get("to").asString(),
                Collectors.mapping(
                    submit ->
                        part(
                            submit.get("dataCoding").asInt(),
                            submit.get("esmClass").asInt(),
                            submit.get("octets").asString()),
                    Collectors.collectingAndThen(
                        Collectors.toList(), parts -> parts.stream().sorted().toList()))));
  }

  private static String part(int dataCoding, int esmClass, String hex) {
    boolean headed = (esmClass & 0x40) != 0;
    byte[] octets = HexFormat.of().parseHex(hex);
    if (headed) {
      octets[REFERENCE_AT] = 0;
    }
    return "%d %s %s"
        .formatted(dataCoding, headed ? "headed" : "alone", HexFormat.of().formatHex(octets));
  }

  private static boolean isWhole(List<String> parts) {
    var words = parts.getFirst().split(" ", -1);
    int expected = words[1].equals("headed") ? Integer.parseInt(words[2].substring(8, 10), 16) : 1;
    return parts.size() == expected;
  }

  private static boolean endsInHalfACharacter(String part) {
    int end = part.length();
    return part.startsWith("8 ")
        && Character.isHighSurrogate((char) Integer.parseInt(part.substring(end - 4, end), 16));
  }

  private static String phone(int number) {
    return "861380000%04d".formatted(number);
  }

  private static SmsRoute route(int port) {
    var route =
        new SmsRoute(
            SmsSamples.settings(port),
            new RoutePace(10, 10_000),
            new DispatchReports(
                new MockProducer<>(
                    true, null, new StringSerializer(), (topic, value) -> new byte[0]),
                new MockProducer<>(
                    true, null, new ByteArraySerializer(), new ByteArraySerializer())),
            new NotificationMetrics(new SimpleMeterRegistry()),
            InstantSource.system());
    route.start();
    Awaitility.await().until(route::isUp);
    return route;
  }
}
