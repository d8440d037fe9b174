package io.belay.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The REST door, as any bank system calls it. */
final class IntakeClient {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

  /** What came back, and how long it took. */
  record Answer(int status, String body, Duration took) {
    String field(String name) {
      return JSON.readTree(body).path(name).asString();
    }
  }

  IntakeClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  Answer opens(CaseRequest request) {
    return post("/v1/cases", request.body(), Map.of("Idempotency-Key", request.name()));
  }

  /** Opens a case within the caller's trace. */
  Answer opens(CaseRequest request, String traceparent) {
    return post(
        "/v1/cases",
        request.body(),
        Map.of("Idempotency-Key", request.name(), "traceparent", traceparent));
  }

  Answer reports(String caseId, Map<String, Object> event) {
    return post("/v1/cases/" + caseId + "/events", event, Map.of());
  }

  private Answer post(String path, Map<String, Object> body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    long started = System.nanoTime();
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - started));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
