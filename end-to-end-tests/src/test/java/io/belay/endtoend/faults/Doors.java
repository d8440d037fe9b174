package io.belay.endtoend.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both intake instances, as a bank's system calls them: what one does not acknowledge is sent again
 * to the other, under the same key and ids, for as long as it takes.
 */
final class Doors implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);
  private static final long AGAIN_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final int UNAVAILABLE = 503;
  private static final int TOO_MANY = 429;

  private final List<String> urls;
  private final String token;
  private final Acknowledged acknowledged;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

  Doors(List<String> urls, String token, Acknowledged acknowledged) {
    this.urls = urls;
    this.token = token;
    this.acknowledged = acknowledged;
  }

  /** Opens a case; its id, or nothing when it was refused or nobody answered. */
  Optional<String> opens(String key, Map<String, Object> opening) {
    var answer = sends("/v1/cases", key, opening);
    var caseId = answer.map(body -> JSON.readTree(body).path("caseId").asString());
    caseId.ifPresent(id -> acknowledged.yes(id + ":open"));
    return caseId;
  }

  void reports(String caseId, Map<String, Object> event) {
    var eventId = String.valueOf(event.get("eventId"));
    if (sends("/v1/cases/" + caseId + "/events", eventId, event).isPresent()) {
      acknowledged.yes(eventId);
    }
  }

  private Optional<String> sends(String path, String key, Map<String, Object> body) {
    long giveUpAt = System.nanoTime() + GIVE_UP_AFTER.toNanos();
    for (int attempt = key.hashCode() & 1; System.nanoTime() < giveUpAt; attempt++) {
      var answer = tries(urls.get(attempt % urls.size()) + path, key, body);
      if (answer.isPresent()) {
        int status = answer.get().statusCode();
        if (status / 100 == 2) {
          return Optional.of(answer.get().body());
        }
        if (status != UNAVAILABLE && status != TOO_MANY) {
          acknowledged.never(path + " " + status + " " + answer.get().body());
          return Optional.empty();
        }
        acknowledged.notNow();
      }
      LockSupport.parkNanos(AGAIN_AFTER_NANOS);
    }
    acknowledged.nobodyAnswered(key);
    return Optional.empty();
  }

  private Optional<HttpResponse<String>> tries(String url, String key, Map<String, Object> body) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    try {
      return Optional.of(http.send(request, BodyHandlers.ofString()));
    } catch (IOException nobodyThere) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
