package io.belay.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SlowClientsTest {
  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONGER = SHORT.multipliedBy(5);
  private static final String PIECE = "x".repeat(1_000);

  /** More than what both ends of a connection take unread. */
  private static final int LONG_ANSWER_PIECES = 20_000;

  private static final int BUFFER_BYTES = 65_536;

  private final CountDownLatch endlessEnded = new CountDownLatch(1);
  private final CountDownLatch longEnded = new CountDownLatch(1);
  private final DisposableServer server = served(SHORT);

  private DisposableServer served(Duration unreadAnswer) {
    return new SlowClients(new HttpLimits(SHORT, LONGER, SHORT, unreadAnswer, 3, 10))
        .bounded(HttpServer.create().host("127.0.0.1").port(0))
        .route(
            routes ->
                routes
                    .get("/endless", (request, response) -> response.sendString(endless()))
                    .post(
                        "/long",
                        (request, response) ->
                            response.sendString(
                                request
                                    .receive()
                                    .asString()
                                    .concatMap(piece -> longAnswer())
                                    .doFinally(end -> longEnded.countDown())))
                    .route(
                        any -> true,
                        (request, response) -> response.sendString(request.receive().asString())))
        .bindNow();
  }

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  private Flux<String> endless() {
    return Flux.<String>generate(sink -> sink.next(PIECE))
        .doFinally(end -> endlessEnded.countDown());
  }

  private static Flux<String> longAnswer() {
    return Flux.just(PIECE).repeat(LONG_ANSWER_PIECES - 1);
  }

  private Socket connect() throws IOException {
    return connect(server);
  }

  private static Socket connect(DisposableServer server) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  /** All that comes until the other side closes. */
  private static String untilClosed(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void aConnectionOnWhichNothingIsAskedIsClosed() throws IOException {
    try (var socket = connect()) {
      assertThat(untilClosed(socket)).isEmpty();
    }
  }

  @Test
  void headersThatTrickleAreNotWaitedFor() throws IOException {
    try (var socket = connect();
        var trickle = Executors.newSingleThreadScheduledExecutor()) {
      send(socket, "GET / HTTP/1.1\r\nHost: x\r\nX: ");
      var unused =
          trickle.scheduleAtFixedRate(() -> sendUnlessClosed(socket), 0, 50, TimeUnit.MILLISECONDS);
      assertThat(untilClosed(socket)).isEmpty();
    }
  }

  @Test
  void aBodyThatFallsSilentIsNotWaitedFor() throws IOException {
    try (var socket = connect()) {
      send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
      assertThat(untilClosed(socket)).doesNotContain("HTTP/1.1 5");
    }
  }

  @Test
  void aBodyThatKeepsComingIsTakenHoweverLongItIs() throws IOException {
    try (var socket = connect();
        var pieces = Executors.newSingleThreadScheduledExecutor()) {
      send(socket, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n");
      var unused =
          pieces.scheduleAtFixedRate(() -> sendUnlessClosed(socket), 0, 150, TimeUnit.MILLISECONDS);
      assertThat(untilClosed(socket)).startsWith("HTTP/1.1 200").contains("a");
    }
  }

  @Test
  void anAnswerThatNobodyReadsEnds() throws Exception {
    try (var socket = connect()) {
      send(socket, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(endlessEnded.await(READ_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  /** It is busy with what it has, and sends more of its body when it has read that. */
  @Test
  void whoReadsSlowlyWhatIsAnsweredToAnOpenBodyIsNotCutOff() throws IOException {
    var patient = served(LONGER.multipliedBy(2));
    try (var socket = connect(patient)) {
      send(
          socket, "POST /long HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
      await()
          .during(SHORT.multipliedBy(3))
          .atMost(LONGER.multipliedBy(2))
          .until(() -> longEnded.getCount() == 1);
      assertThat(piecesOf(socket)).isEqualTo(LONG_ANSWER_PIECES);

      send(socket, "0\r\n\r\n");
      assertThat(untilClosed(socket)).as("the answer has its end").endsWith("0\r\n\r\n");
    } finally {
      patient.disposeNow();
    }
  }

  /** Whole pieces, until there are as many as are answered, or the connection ends. */
  private static int piecesOf(Socket socket) throws IOException {
    long chars = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    while (chars < (long) LONG_ANSWER_PIECES * PIECE.length()) {
      int read = socket.getInputStream().read(buffer);
      if (read < 0) {
        break;
      }
      for (int i = 0; i < read; i++) {
        chars += buffer[i] == 'x' ? 1 : 0;
      }
    }
    return Math.toIntExact(chars / PIECE.length());
  }

  @Test
  void oneConnectionMoreThanTheLimitIsNotServed() throws IOException {
    try (var first = connect();
        var second = connect();
        var third = connect();
        var fourth = connect()) {
      send(fourth, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(untilClosed(fourth)).isEmpty();
      assertThat(first.isClosed() || second.isClosed() || third.isClosed()).isFalse();
    }
  }

  @Test
  void afterAnAnswerAConnectionIsKeptForItsOwnTime() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      long asked = System.nanoTime();
      assertThat(untilClosed(socket)).startsWith("HTTP/1.1 200");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(LONGER);
    }
  }

  @Test
  void theNextRequestOfAConnectionMayNotTrickleEither() throws IOException {
    try (var socket = connect();
        var trickle = Executors.newSingleThreadScheduledExecutor()) {
      send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nX: ");
      var unused =
          trickle.scheduleAtFixedRate(
              () -> sendUnlessClosed(socket), 50, 50, TimeUnit.MILLISECONDS);
      long asked = System.nanoTime();
      assertThat(untilClosed(socket)).containsOnlyOnce("HTTP/1.1 200");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONGER);
    }
  }

  private static void sendUnlessClosed(Socket socket) {
    try {
      send(socket, "a");
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
