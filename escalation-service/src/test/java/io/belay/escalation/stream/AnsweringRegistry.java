package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.belay.contract.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/** A registry that answers every question with one status, asked by the deserialiser we ship. */
final class AnsweringRegistry implements AutoCloseable {
  private static final String DESERIALISER =
      "io.apicurio.registry.serde.avro.AvroKafkaDeserializer";
  private static final byte[] RECORD_OF_SCHEMA_7 = {0, 0, 0, 0, 7, 2, 2};

  private final HttpServer server;
  private volatile int status = 500;

  AnsweringRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"title\":\"no\",\"status\":%d,\"name\":\"Trouble\"}"
                  .formatted(status)
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  void answers(int next) {
    status = next;
  }

  /** What the deserialiser throws at a record whose schema it has to ask for. */
  RuntimeException failureOfARead() {
    try (Deserializer<?> reader = Utils.newInstance(DESERIALISER, Deserializer.class)) {
      reader.configure(
          Map.of(
              "apicurio.registry.url",
              "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/registry/v3",
              "apicurio.registry.http.adapter",
              "JDK",
              "apicurio.registry.retry-count",
              "0"),
          false);
      var read = reader.deserialize(Topics.CASE_EVENTS, RECORD_OF_SCHEMA_7);
      throw new AssertionError("Expected no record, but read " + read);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
