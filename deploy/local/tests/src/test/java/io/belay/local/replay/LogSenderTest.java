package io.belay.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.count.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class LogSenderTest {
  private static final Duration ANSWER_WITHIN = Duration.ofMillis(300);

  private final Tally tally = new Tally();
  private final Door door = new Door();
  private LogSender sender;

  @BeforeEach
  void open() {
    sender = new LogSender(door.uri(), "token", ANSWER_WITHIN, tally);
  }

  @AfterEach
  void close() throws Exception {
    sender.close();
    door.socket.close();
  }

  @Test
  void linesOfARequestThatFallsSilentAreSentAgain() throws Exception {
    door.silentAfter = 2;

    for (int i = 0; i < 5; i++) {
      sender.open("case-" + i, Map.of("idempotencyKey", "case-" + i));
    }
    sender.finish();

    assertThat(door.requests).hasSize(2);
    assertThat(tally.acknowledgedEvents()).isEqualTo(5);
  }

  @Test
  void whatIsNotAcknowledgedIsSentAgainBeforeLaterEventsOfItsCase() throws Exception {
    door.refuseOnce = "second";
    sender.open("case", Map.of("idempotencyKey", "case"));
    sender.finish();

    for (var event : List.of("first", "second", "third")) {
      sender.report("case", Map.of("eventId", event));
    }
    sender.finish();

    assertThat(door.written).containsExactly("case", "first", "second", "third");
  }

  @Test
  void eventsFollowTheAnswerThatNamesTheirCase() throws Exception {
    sender.open("case", Map.of("idempotencyKey", "case"));
    sender.report("case", Map.of("eventId", "first"));
    sender.report("case", Map.of("eventId", "second"));
    sender.finish();

    assertThat(door.written).containsExactly("case", "first", "second");
  }

  @Test
  void anEventOfACaseThatWasNeverOpenedIsRefused() throws Exception {
    sender.report("case", Map.of("eventId", "first"));
    sender.finish();

    assertThat(door.written).isEmpty();
    assertThat(tally.rejected()).isEqualTo(1);
  }

  /** Answers a line with a line, over a real socket, until it is told not to. */
  private static final class Door {
    private final ServerSocket socket;
    private final JsonMapper json = new JsonMapper();
    private final List<Socket> requests = new CopyOnWriteArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile int silentAfter = Integer.MAX_VALUE;
    private volatile String refuseOnce = "";
    private String held = "";

    Door() {
      try {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      Thread.ofVirtual().start(this::serve);
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (var request = socket.accept()) {
          requests.add(request);
          answer(request);
        } catch (IOException ended) {
          // the next request, if there is one
        }
      }
    }

    private void answer(Socket request) throws IOException {
      var in = new BufferedReader(new InputStreamReader(request.getInputStream(), UTF_8));
      while (!in.readLine().isEmpty()) {
        // headers
      }
      request.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
      int answered = 0;
      held = "";
      while (!in.readLine().equals("0")) {
        var line = json.readTree(in.readLine());
        in.readLine();
        if (requests.size() > 1 || answered++ < silentAfter) {
          chunk(request.getOutputStream(), result(line));
        }
      }
      if (requests.size() > 1 || silentAfter == Integer.MAX_VALUE) {
        request.getOutputStream().write("0\r\n\r\n".getBytes(UTF_8));
      }
    }

    /** As intake does: once a line is not acknowledged, later ones of its case are not tried. */
    private String result(JsonNode line) {
      var id =
          line.has("open")
              ? line.path("open").path("idempotencyKey").asString()
              : line.path("eventId").asString();
      var caseId = line.has("open") ? "id-of-" + id : line.path("caseId").asString();
      if (id.equals(refuseOnce)) {
        held = caseId;
        refuseOnce = "";
      }
      int status = caseId.equals(held) ? 503 : 202;
      if (status == 202) {
        written.add(id);
      }
      return "{\"status\":%d,\"caseId\":\"%s\",\"eventId\":\"%s\"}\n".formatted(status, caseId, id);
    }

    private static void chunk(OutputStream out, String text) throws IOException {
      var bytes = text.getBytes(UTF_8);
      out.write((Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n").getBytes(UTF_8));
      out.flush();
    }
  }
}
