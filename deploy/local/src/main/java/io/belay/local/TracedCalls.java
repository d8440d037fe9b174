package io.belay.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks a service, each time in a trace of its own that is kept, for what the spans say of it. */
public final class TracedCalls implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
  private final List<String> traces = new ArrayList<>();
  private final String url;
  private final TraceCollector collector;

  public TracedCalls(String url, TraceCollector collector) {
    this.url = url;
    this.collector = collector;
  }

  /**
   * Sends a body of JSON and returns the status.
   *
   * @param token empty for none
   */
  public int ask(String method, String path, String token, String json) {
    var trace = UUID.randomUUID().toString().replace("-", "");
    traces.add(trace);
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_WITHIN)
            .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json, UTF_8));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that was exported, once the spans of each of these requests are there. */
  public String exported(Duration patience) {
    collector.awaitAll(traces, patience);
    return collector.exported();
  }

  @Override
  public void close() {
    http.close();
  }
}
