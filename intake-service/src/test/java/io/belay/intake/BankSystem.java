package io.belay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.local.LocalKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bank's system as it calls the service. */
record BankSystem(String url, String token, LocalKeys keys) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();

  /** An answer, its body read as JSON where it is any. */
  record Answer(int status, JsonNode body, HttpResponse<String> response) {
    String text(String field) {
      return body.path(field).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    List<String> wrongFields() {
      var fields = new ArrayList<String>();
      body.path("errors").forEach(error -> fields.add(error.path("field").asString("")));
      return fields;
    }
  }

  BankSystem withScope(String scope) {
    return new BankSystem(url, keys.token("scoped", scope), keys);
  }

  BankSystem withToken(String other) {
    return new BankSystem(url, other, keys);
  }

  Answer post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), withJson(headers));
  }

  Answer put(String path, String json) {
    return send("PUT", path, BodyPublishers.ofString(json), withJson());
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** Sends lines as a stream and reads the results as they come. */
  Stream<JsonNode> stream(BodyPublisher lines) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/v1/case-events"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-ndjson")
            .POST(lines)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofLines()).body().map(JSON::readTree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT).method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              && !response.body().isEmpty();
      return new Answer(
          response.statusCode(), JSON.readTree(json ? response.body() : "{}"), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String[] withJson(String... headers) {
    return Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
        .toArray(String[]::new);
  }
}
