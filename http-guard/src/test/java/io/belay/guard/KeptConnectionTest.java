package io.belay.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class KeptConnectionTest {
  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final String ANSWER = "answered";

  private final DisposableServer server =
      new SlowClients(HttpLimits.standard())
          .bounded(HttpServer.create().host("127.0.0.1").port(0))
          .route(
              routes ->
                  routes
                      .get("/at-once", (request, response) -> response.sendString(text()))
                      .get(
                          "/later",
                          (request, response) ->
                              response.sendString(text().delayElement(Duration.ofMillis(50)))))
          .bindNow();

  private static Mono<String> text() {
    return Mono.just(ANSWER);
  }

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void aRequestAfterOneThatHadToWaitForTheAnswerBeforeIsReadToo() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      send(socket, get("/later", "") + get("/at-once", ""));
      awaitAnswers(socket, 2);
      send(socket, get("/at-once", "Connection: close\r\n"));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).contains(ANSWER);
    }
  }

  private static String get(String path, String header) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static void awaitAnswers(Socket socket, int answers) throws IOException {
    var heard = new StringBuilder();
    while (heard.toString().split(ANSWER, -1).length <= answers) {
      int next = socket.getInputStream().read();
      assertThat(next).as("after: %s", heard).isNotNegative();
      heard.append((char) next);
    }
  }
}
