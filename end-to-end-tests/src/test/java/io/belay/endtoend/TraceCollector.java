package io.belay.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes spans by OTLP over HTTP, as a collector does, and finds the ids in their bytes. */
final class TraceCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<String> exports = new CopyOnWriteArrayList<>();

  private TraceCollector(HttpServer server) {
    this.server = server;
  }

  static TraceCollector start() {
    try {
      var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var collector = new TraceCollector(HttpServer.create(at, 0));
      collector.server.createContext(
          "/v1/traces",
          exchange -> {
            var gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (var body = exchange.getRequestBody()) {
              var bytes = gzip ? new GZIPInputStream(body).readAllBytes() : body.readAllBytes();
              collector.exports.add(new String(bytes, ISO_8859_1));
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

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  /** Which of these words stand beside the trace in some export, as names of services or spans. */
  List<String> beside(String traceId, List<String> words) {
    var id = new String(HexFormat.of().parseHex(traceId), ISO_8859_1);
    return words.stream()
        .filter(
            word -> exports.stream().anyMatch(spans -> spans.contains(id) && spans.contains(word)))
        .toList();
  }

  /** All that was exported: octets as Latin-1, and once more as UTF-8. */
  String exported() {
    var octets = String.join("\n", exports);
    return octets + new String(octets.getBytes(ISO_8859_1), UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
