package io.belay.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Takes spans by OTLP over HTTP, as a collector does, and finds the ids in their bytes. */
public final class TraceCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<String> exports = new CopyOnWriteArrayList<>();

  private TraceCollector(HttpServer server) {
    this.server = server;
  }

  /** Starts it on a free port. */
  public static TraceCollector start() {
    try {
      var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var collector = new TraceCollector(HttpServer.create(at, 0));
      collector.server.createContext(
          "/v1/traces",
          exchange -> {
            var gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (var body = exchange.getRequestBody()) {
              var bytes = gzip ? new GZIPInputStream(body).readAllBytes() : body.readAllBytes();
              collector.add(new String(bytes, ISO_8859_1));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      collector.server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code management.opentelemetry.tracing.export.otlp.endpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  private synchronized void add(String spans) {
    exports.add(spans);
    notifyAll();
  }

  /** Waits until each of these traces was exported, in part at least. */
  public synchronized void awaitAll(List<String> traceIds, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!traceIds.stream().allMatch(id -> knows(octets(id)))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException("Expected all traces to be exported in " + patience);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean knows(String octets) {
    return exports.stream().anyMatch(spans -> spans.contains(octets));
  }

  private static String octets(String traceId) {
    return new String(HexFormat.of().parseHex(traceId), ISO_8859_1);
  }

  /** Which of these words stand beside the trace in some export, as names of services or spans. */
  public List<String> beside(String traceId, List<String> words) {
    var id = octets(traceId);
    return words.stream()
        .filter(
            word -> exports.stream().anyMatch(spans -> spans.contains(id) && spans.contains(word)))
        .toList();
  }

  /** All that was exported: octets as Latin-1, and once more as UTF-8. */
  public String exported() {
    var octets = String.join("\n", exports);
    return octets + new String(octets.getBytes(ISO_8859_1), UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
