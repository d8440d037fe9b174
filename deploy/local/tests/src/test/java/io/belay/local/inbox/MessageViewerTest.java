package io.belay.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageViewerTest {
  private final Inbox inbox = new Inbox();
  private final MessageViewer viewer = MessageViewer.start(0, inbox);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    viewer.close();
  }

  @Test
  void pageAndItsPartsAreServedUnderAStrictPolicy() throws Exception {
    for (var path : new String[] {"/", "/viewer.js", "/viewer.css", "/icon.svg"}) {
      var response = get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
    }
    assertThat(get("/../pom.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void messagesAfterANumberComeAsJson() throws Exception {
    inbox.add(message("SMS", "第一条", null));
    inbox.add(message("SMS", "second", null));
    assertThat(get("/api/messages?after=1").body()).contains("second").doesNotContain("第一条");
    assertThat(get("/api/messages").body()).contains("第一条");
  }

  @Test
  void mailIsServedInASandboxAndItsLinksOpenOutside() throws Exception {
    inbox.add(message("EMAIL", "text", "<html><head></head><body>hi</body></html>"));
    var mail = get("/mail/1");
    assertThat(mail.body()).contains("<head><base target=\"_blank\"></head>");
    assertThat(mail.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("sandbox")
        .doesNotContain("allow-scripts");
    assertThat(get("/mail/2").statusCode()).isEqualTo(404);
  }

  @Test
  void streamShowsWhatIsThereAndWhatArrives() throws Exception {
    inbox.add(message("SMS", "before", null));
    var request = HttpRequest.newBuilder(uri("/api/stream")).build();
    try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
      var data = lines.filter(line -> line.startsWith("data: ")).iterator();
      assertThat(data.next()).contains("before");
      inbox.add(message("SMS", "after", null));
      assertThat(data.next()).contains("after");
    }
  }

  private static Message message(String channel, String text, @Nullable String html) {
    return new Message(
        0, channel, Instant.EPOCH, "Belay", "+8612000000001", "", text, html, 1, "GSM-7");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + viewer.port() + path);
  }
}
