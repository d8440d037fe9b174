package io.belay.endtoend;

import io.belay.contract.TrustedRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads records as a system of another maker would: a zero byte, four bytes of schema id, the Avro
 * body, and the schema from the registry's Confluent-compatible API.
 */
public final class RecordReader {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI registry;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
  private final Map<Integer, Schema> schemaById = new ConcurrentHashMap<>();

  public RecordReader(String registryUrl) {
    TrustedRecords.trust();
    this.registry = URI.create(registryUrl + "/apis/ccompat/v7/");
  }

  /** The id under which the record's schema is registered. */
  static int schemaIdOf(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte magic = buffer.get();
    if (magic != 0) {
      throw new IllegalArgumentException("Expected a record to begin with 0, but it is " + magic);
    }
    return buffer.getInt();
  }

  /** The record, read with the schema it was written with. */
  public <T> T read(byte[] bytes, Class<T> type) {
    Schema written = schema(schemaIdOf(bytes));
    Schema expected = SpecificData.get().getSchema(type);
    BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
    try {
      T record = type.cast(new SpecificDatumReader<T>(written, expected).read(null, body));
      if (!body.isEnd()) {
        throw new IllegalArgumentException("Expected nothing after the record's body");
      }
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema with this id, as the registry hands it out. */
  Schema schema(int id) {
    return schemaById.computeIfAbsent(
        id,
        i ->
            new Schema.Parser()
                .parse(JSON.readTree(get("schemas/ids/" + i)).get("schema").asString()));
  }

  /** What the Confluent-compatible API answers. */
  String get(String path) {
    try {
      var request = HttpRequest.newBuilder(registry.resolve(path)).timeout(ANSWER_WITHIN).build();
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "Expected the registry to know '%s', but it answered %d: %s"
                .formatted(path, response.statusCode(), response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
