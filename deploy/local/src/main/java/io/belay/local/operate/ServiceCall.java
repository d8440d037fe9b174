package io.belay.local.operate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A request to a service, with a token; every answer but a 2xx is a sentence. */
final class ServiceCall {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private final String url;
  private final String token;
  private final String otherwise;

  ServiceCall(String url, String token) {
    this(url, token, "");
  }

  /**
   * @param otherwise what whoever gets no answer could do, after a semicolon
   */
  private ServiceCall(String url, String token, String otherwise) {
    this.url = url;
    this.token = token;
    this.otherwise = otherwise;
  }

  /** Of the service that a flag names. */
  static ServiceCall of(Arguments arguments, String flag, String usual) {
    return new ServiceCall(
        arguments.url(flag, usual), arguments.token(), "; %s URL says where it is".formatted(flag));
  }

  /** GET; the answer's body. */
  String get(String path) {
    return body(send(request(path).GET()));
  }

  /** As {@link #get}; empty where the service knows no such thing. */
  Optional<String> find(String path) {
    var answer = send(request(path).GET());
    return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(body(answer));
  }

  /** DELETE; the answer's body. */
  String delete(String path, String id) {
    return body(send(request(path.formatted(segment(id))).DELETE()));
  }

  /** In a path, a blank is %20: a plus sign is one there. */
  static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** POST without a body; the answer's. */
  String post(String path) {
    return body(send(request(path).POST(BodyPublishers.noBody())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(ANSWER_WITHIN)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + url + otherwise, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String body(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return answer.body();
    }
    if (status == UNPROCESSABLE) {
      throw new TooMuchAskedException(url, answer.body());
    }
    throw new IllegalStateException(
        switch (status) {
          case UNAUTHORISED -> "a token is needed: --token TOKEN, or BELAY_TOKEN; ./run prints one";
          case FORBIDDEN -> "the token lacks a scope; docs/security.md says which";
          default -> "%s answered %d: %s".formatted(url, status, answer.body());
        });
  }

  /** What was asked for cannot be told; its problem says why. */
  static final class TooMuchAskedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    TooMuchAskedException(String url, String problem) {
      super("%s answered %d: %s".formatted(url, UNPROCESSABLE, problem));
      this.problem = problem;
    }

    /** The body of the answer. */
    String problem() {
      return problem;
    }
  }
}
