package io.belay.notification;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.stream.state.StateSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Codes that went out and codes that did not, and how long the service takes to tell them apart.
 */
final class CodesOnTheWholeService {
  static final int EACH = 1_000;
  private static final int AT_ONCE = 4;
  private static final String GENUINE = "genuine";
  private static final String FALSE = "false";
  private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final CheckCodes KEY = new CheckCodes(new byte[32]);

  private final AnswerTimes times;

  CodesOnTheWholeService(int port) {
    this.times = new AnswerTimes(port, AT_ONCE);
  }

  /** As the outbox hands them to the store. */
  void sendOut(Producer<byte[], byte[]> raw) {
    var serializer = StateSerde.issuedCodes().serializer();
    for (int i = 0; i < EACH; i++) {
      var code = code('A', i);
      var issued =
          new IssuedCode(
              code,
              "progress",
              Channel.SMS,
              Instant.now(),
              ZoneId.of("UTC"),
              KEY.proofOf(code, "8000"));
      var unused =
          raw.send(
              new ProducerRecord<>(
                  "notification-issued-codes-repartition",
                  code.getBytes(StandardCharsets.UTF_8),
                  serializer.serialize("", issued)));
    }
    raw.flush();
  }

  String lastPath() {
    return path(code('A', EACH - 1));
  }

  /** Of all codes that went out. */
  Stream<String> paths() {
    return IntStream.range(0, EACH).mapToObj(i -> path(code('A', i)));
  }

  void askAboutAll() throws Exception {
    times.ask(EACH, Map.of(GENUINE, i -> path(code('A', i)), FALSE, i -> path(code('B', i))));
  }

  long genuineAnswers() {
    return times
        .answersTo(GENUINE, FALSE)
        .filter(answer -> answer.body().contains("\"genuine\":true"))
        .count();
  }

  Map<String, Duration> medians() {
    return times.medians();
  }

  Duration differenceOfMedians() {
    return times.differenceOfMedians();
  }

  private static String path(String code) {
    return "/v1/verify/" + code + "?phone=8000";
  }

  private static String code(char first, int number) {
    var letters = new StringBuilder().append(first).append("222-2");
    for (int rest = number, i = 0; i < 3; i++) {
      letters.append(LETTERS.charAt(rest % LETTERS.length()));
      rest /= LETTERS.length();
    }
    return letters.toString();
  }
}
