package io.belay.local.count;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A bank's system at the intake service's REST door. */
public final class BankClient implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final String url;
  private final String token;
  private final Tally tally;
  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

  public BankClient(String url, String token, Tally tally) {
    this.url = url;
    this.token = token;
    this.tally = tally;
  }

  /**
   * Opens a case.
   *
   * @return its id
   * @throws IllegalStateException when it is not acknowledged
   */
  public String open(Map<String, Object> opening) {
    var caseId = String.valueOf(post("/v1/cases", opening, CREATED).get("caseId"));
    tally.acknowledged(openingEventId(caseId));
    return caseId;
  }

  /**
   * Reports an event.
   *
   * @throws IllegalStateException when it is not acknowledged
   */
  public void report(String caseId, Map<String, Object> event) {
    var eventId = UUID.randomUUID().toString();
    var body = new LinkedHashMap<>(event);
    body.put("eventId", eventId);
    post("/v1/cases/" + caseId + "/events", body, ACCEPTED);
    tally.acknowledged(eventId);
  }

  /** The event id of a case's opening at this door. */
  public static String openingEventId(String caseId) {
    return caseId + ":open";
  }

  @Override
  public void close() {
    http.close();
  }

  private Map<?, ?> post(String path, Map<String, Object> body, int expected) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new IllegalStateException(
            "Expected %d from POST %s, but got %d: %s"
                .formatted(expected, path, response.statusCode(), response.body()));
      }
      return response.body().isBlank() ? Map.of() : json.readValue(response.body(), Map.class);
    } catch (IOException e) {
      throw new IllegalStateException("Expected an answer from intake at " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
