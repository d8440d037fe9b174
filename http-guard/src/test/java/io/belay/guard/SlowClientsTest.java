package io.belay.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

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

  private final CountDownLatch endlessEnded = new CountDownLatch(1);
  private final DisposableServer server =
      new SlowClients(new HttpLimits(SHORT, LONGER, SHORT, SHORT, 3, 10))
          .bounded(HttpServer.create().host("127.0.0.1").port(0))
          .route(
              routes ->
                  routes
                      .get("/endless", (request, response) -> response.sendString(endless()))
                      .route(
                          any -> true,
                          (request, response) -> response.sendString(request.receive().asString())))
          .bindNow();

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  private Flux<String> endless() {
    return Flux.<String>generate(sink -> sink.next(PIECE))
        .doFinally(end -> endlessEnded.countDown());
  }

  private Socket connect() throws IOException {
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
