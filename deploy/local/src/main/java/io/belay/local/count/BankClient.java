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
  private static final int NOT_ACKNOWLEDGED = 503;
  private static final int TRIES = 10;
  private static final String PROBE = "00000000-0000-4000-8000-000000000000";
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(500);

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
   * Opens a case. What is not acknowledged is sent again, under the same key and ids.
   *
   * @throws IllegalStateException when it is not acknowledged
   */
  public Opened open(Map<String, Object> opening) {
    var key = UUID.randomUUID().toString();
    var answer = post("/v1/cases", key, opening, CREATED);
    var caseId = String.valueOf(answer.get("caseId"));
    tally.acknowledged(openingEventId(caseId));
    return new Opened(caseId, String.valueOf(answer.get("trackingUrl")));
  }

  /**
   * A case that was opened.
   *
   * @param trackingUrl opens its customer's page
   */
  public record Opened(String caseId, String trackingUrl) {}

  /**
   * Reports an event.
   *
   * @throws IllegalStateException when it is not acknowledged
   */
  public void report(String caseId, Map<String, Object> event) {
    var eventId = UUID.randomUUID().toString();
    var body = new LinkedHashMap<>(event);
    body.put("eventId", eventId);
    post("/v1/cases/" + caseId + "/events", eventId, body, ACCEPTED);
    tally.acknowledged(eventId);
  }

  /**
   * Tells contact data of nobody, and an event about a case that nobody opened: both take the whole
   * way, and the event is refused at its end.
   */
  public void probe() {
    var customer = Map.<String, Object>of("email", "nobody@example.com");
    send("PUT", "/v1/customers/probe/contact", PROBE, customer, ACCEPTED);
    report(PROBE, Map.of("type", "NOTE", "text", "Is the way open?"));
  }

  /** True for the case that probes are about. */
  public boolean isProbe(String caseId) {
    return caseId.equals(PROBE);
  }

  /** The event id of a case's opening at this door. */
  public static String openingEventId(String caseId) {
    return caseId + ":open";
  }

  @Override
  public void close() {
    http.close();
  }

  private Map<?, ?> post(String path, String key, Map<String, Object> body, int expected) {
    return send("POST", path, key, body, expected);
  }

  private Map<?, ?> send(
      String method, String path, String key, Map<String, Object> body, int expected) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", key)
            .method(method, BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      for (int tries = 1; response.statusCode() == NOT_ACKNOWLEDGED && tries < TRIES; tries++) {
        Thread.sleep(TRY_AGAIN_AFTER);
        response = http.send(request, BodyHandlers.ofString());
      }
      if (response.statusCode() != expected) {
        throw new IllegalStateException(
            "Expected %d from %s %s, but got %d: %s"
                .formatted(expected, method, path, response.statusCode(), response.body()));
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
