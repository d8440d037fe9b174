package io.belay.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.guard.ApiHeaders;
import io.belay.guard.Routes;
import io.belay.local.AccessTable;
import io.belay.local.LocalCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Who gets in, how fast they must be, and what an answer carries. */
class AccessTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final int READ_TIMEOUT_MILLIS = 20_000;
  private static final int SILENT_CLIENTS = 30;

  /** Their answers are twenty megabytes: more than what both ends of a connection take unread. */
  private static final int UNREADABLE_LINES = 100_000;

  private static final int LINES_AT_ONCE = 1_000;
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final String BEGIN = "HTTP/1.1 200";
  private static final int TOO_MANY = 429;
  private static final int SMALL_BYTES = 4_096;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final BankSystem bank = PLATFORM.bank("call-centre");

  @Test
  void everyRouteAsksForWhatTheTableSays() {
    assertThat(
            AccessTable.of("intake")
                .faults(bank.url(), PLATFORM.keys(), Routes.of(PLATFORM.service())))
        .isEmpty();
  }

  @Test
  void anAnswerIsNotSniffedFramedOrKept() {
    var answer = bank.withToken("").get("/v3/api-docs");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Content-Security-Policy")).isEqualTo(ApiHeaders.POLICY);
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  /** As it is deployed: HTTPS for callers, probes and scrapes in the clear on another port. */
  @Test
  void withACertificateItSpeaksTlsAndOnTheManagementPortOnlyMetricsAreOpen() throws Exception {
    var certificate = LocalCertificate.make(PLATFORM.directory().resolve("tls"), "intake");
    var settings =
        Stream.concat(
                certificate.serverSettings().stream(),
                Stream.of(
                    "management.server.port=0",
                    "management.server.ssl.enabled=false",
                    "belay.bank-events.enabled=false"))
            .map(setting -> "--" + setting);
    try (var secured = PLATFORM.startService(settings.toArray(String[]::new))) {
      int port = port(secured);
      try (var http = HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
        var answer =
            http.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/v3/api-docs"))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      }
      assertThat(exchange(port, "GET /v3/api-docs HTTP/1.1\r\nHost: x\r\n\r\n"))
          .doesNotContain("HTTP/1.1 2");

      int management =
          secured.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
      assertThat(management).isNotEqualTo(port);
      assertThat(exchange(management, fromElsewhere("GET /actuator/health/readiness")))
          .contains("HTTP/1.1 200");
      assertThat(exchange(management, fromElsewhere("GET /actuator/prometheus")))
          .contains("HTTP/1.1 200");
      assertThat(exchange(management, fromElsewhere("POST /actuator/drain")))
          .contains("HTTP/1.1 401");
    }
  }

  private static String fromElsewhere(String request) {
    return request
        + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 0\r\n"
        + "Connection: close\r\n\r\n";
  }

  @Test
  void aBodyThatFallsSilentIsGivenUpAndItsPlaceIsFreeAgain() throws Exception {
    try (var narrow =
        PLATFORM.startService(
            "--belay.requests-in-flight=1",
            "--belay.bank-events.enabled=false",
            "--belay.http.body-silence=100ms")) {
      var token = PLATFORM.bank("call-centre", narrow).token();
      var head =
          "POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer "
              + token
              + "\r\nContent-Length: 1000\r\n\r\n{";
      for (int i = 0; i < SILENT_CLIENTS; i++) {
        assertThat(exchange(port(narrow), head)).doesNotContain("HTTP/1.1 429", "HTTP/1.1 5");
      }
    }
  }

  @Test
  void aBatchWhoseAnswerNobodyReadsIsGivenUpAndItsPlaceIsFreeAgain() throws Exception {
    try (var narrow =
        PLATFORM.startService(
            "--belay.requests-in-flight=1",
            "--belay.bank-events.enabled=false",
            "--belay.http.unread-answer=2s")) {
      var replay = PLATFORM.bank("replay", narrow);
      var lines = "x\n".repeat(UNREADABLE_LINES);
      var head =
          "POST /v1/case-events HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
              + "Authorization: Bearer "
              + replay.token()
              + "\r\nContent-Length: "
              + lines.length()
              + "\r\n\r\n";
      try (var socket = new Socket()) {
        socket.setReceiveBufferSize(SMALL_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(narrow)));
        var sending = Thread.ofVirtual().start(() -> sendUntilClosed(socket, head + lines));
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        assertThat(new String(socket.getInputStream().readNBytes(BEGIN.length()), US_ASCII))
            .as("the batch has its place, and no more of its answer is read")
            .isEqualTo(BEGIN);
        await().atMost(LONG_ENOUGH).until(() -> replay.get("/v1/cases").status() == TOO_MANY);
        await().atMost(LONG_ENOUGH).until(() -> replay.get("/v1/cases").status() != TOO_MANY);
        assertThat(sending.join(LONG_ENOUGH)).isTrue();
      }
    }
  }

  /**
   * Held back by results that nobody has read, the service does not read on: it is not the client
   * that is silent then.
   */
  @Test
  void aStreamWhoseResultsAreReadSlowlyIsNotCutOff() throws Exception {
    try (var narrow =
        PLATFORM.startService(
            "--belay.requests-in-flight=1",
            "--belay.bank-events.enabled=false",
            "--belay.http.body-silence=" + SILENCE.toMillis() + "ms")) {
      var replay = PLATFORM.bank("replay", narrow);
      try (var stream = new HeldStream(replay)) {
        var sending =
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int sent = 0; sent < UNREADABLE_LINES; sent += LINES_AT_ONCE) {
                        stream.send("x\n".repeat(LINES_AT_ONCE));
                      }
                      stream.end();
                    });
        await().until(() -> replay.get("/v1/cases").status() == TOO_MANY);
        for (int line = 1; line <= UNREADABLE_LINES; line++) {
          if (line == 1 || line == UNREADABLE_LINES / 5) {
            await()
                .during(SILENCE.multipliedBy(3))
                .atMost(LONG_ENOUGH)
                .until(() -> replay.get("/v1/cases").status() == TOO_MANY);
          }
          assertThat(stream.result()).startsWith("{\"line\":%d,".formatted(line));
        }
        assertThat(sending.join(LONG_ENOUGH)).isTrue();
      }
    }
  }

  @Test
  void aStreamThatFallsSilentIsGivenUpOnceItsResultsAreTaken() {
    try (var narrow =
            PLATFORM.startService(
                "--belay.bank-events.enabled=false",
                "--belay.http.body-silence=" + SILENCE.toMillis() + "ms");
        var stream = new HeldStream(PLATFORM.bank("replay", narrow))) {
      assertThat(stream.open()).startsWith("{\"line\":1,");
      assertThat(stream.result()).as("the connection's end").isEmpty();
    }
  }

  @Test
  void theStreamsOfOneClientHoldAnEighthOfThePlaces() {
    try (var narrow =
        PLATFORM.startService(
            "--belay.requests-in-flight=16", "--belay.bank-events.enabled=false")) {
      var replay = PLATFORM.bank("replay", narrow);
      try (var first = new HeldStream(replay);
          var second = new HeldStream(PLATFORM.bank("replay", narrow))) {
        assertThat(first.open() + second.open()).contains("\"line\":1,");

        var third =
            replay.send(
                "POST",
                "/v1/case-events",
                BodyPublishers.ofString("{}"),
                "Content-Type",
                "application/x-ndjson");
        assertThat(third.status()).isEqualTo(TOO_MANY);
        assertThat(third.header("Retry-After")).isEqualTo("1");
        assertThat(third.text("type")).isEqualTo("urn:belay:problem:too-many-requests");
        assertThat(third.text("detail")).contains("at most 2 streams of one client");

        assertThat(replay.post("/v1/cases", "{}").status()).as("no stream").isEqualTo(422);
        assertThat(isTaken(PLATFORM.bank("crm", narrow))).as("another client's").isTrue();
      }
      await().until(() -> isTaken(replay));
    }
  }

  private static boolean isTaken(BankSystem bank) {
    try (var stream = new HeldStream(bank)) {
      return stream.open().contains("\"line\":1,");
    }
  }

  private static void sendUntilClosed(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
    } catch (IOException closed) {
      // the service does not read on while nobody reads what it answers
    }
  }

  /** What comes back until the other side closes. */
  private static String exchange(int port, String text) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      socket.getOutputStream().write(text.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static int port(ConfigurableApplicationContext instance) {
    return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
