package io.belay.notification;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.stream.state.StateSerde;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Codes that went out and codes that did not, and how long the service takes to tell them apart.
 */
final class CodesOnTheWholeService {
  static final int EACH = 1_000;
  private static final int AT_ONCE = 16;
  private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final CheckCodes KEY = new CheckCodes(new byte[32]);

  private final int port;
  private final List<Duration> genuine = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> others = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger confirmed = new AtomicInteger();

  CodesOnTheWholeService(int port) {
    this.port = port;
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

  void askAboutAll() throws InterruptedException {
    var underWay = new Semaphore(AT_ONCE);
    try (var client = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2 * EACH; i++) {
        boolean exists = i % 2 == 0;
        var code = code(exists ? 'A' : 'B', i / 2);
        underWay.acquire();
        var unused =
            threads.submit(
                () -> {
                  try {
                    return ask(client, code, exists ? genuine : others);
                  } finally {
                    underWay.release();
                  }
                });
      }
    }
  }

  int genuineAnswers() {
    return confirmed.get();
  }

  Duration medianOfGenuine() {
    return median(genuine);
  }

  Duration medianOfFalse() {
    return median(others);
  }

  Duration differenceOfMedians() {
    return medianOfGenuine().minus(medianOfFalse()).abs();
  }

  private String ask(HttpClient client, String code, List<Duration> times) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path(code))).build();
    long began = System.nanoTime();
    var answer = client.send(request, BodyHandlers.ofString()).body();
    times.add(Duration.ofNanos(System.nanoTime() - began));
    if (answer.contains("\"genuine\":true")) {
      confirmed.incrementAndGet();
    }
    return answer;
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

  private static Duration median(List<Duration> times) {
    var sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
