package io.belay.local.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writers' schemas by the id that stands before a value's bytes, and what the bytes say, in Avro's
 * JSON encoding: members of unions carry their names.
 */
final class WireSchemas {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int HEAD_BYTES = 5;
  private static final int OK = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String registryUrl;
  private final Map<Integer, Schema> known = new TreeMap<>();

  /**
   * @param registryUrl asked for what is not known; empty: nobody is asked
   */
  WireSchemas(String registryUrl) {
    this.registryUrl = registryUrl;
  }

  void know(int id, String avro) {
    known.put(id, parsed(id, avro));
  }

  Map<Integer, Schema> known() {
    return known;
  }

  /**
   * Reads a value in Confluent's wire format.
   *
   * @throws IllegalStateException when it is none, or its schema is not to be had
   */
  JsonNode read(byte[] value) {
    if (value.length < HEAD_BYTES || value[0] != 0) {
      throw new IllegalStateException("expected a zero byte and a schema id before the record");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    var schema = known.computeIfAbsent(id, this::ask);
    try {
      var body =
          DecoderFactory.get().binaryDecoder(value, HEAD_BYTES, value.length - HEAD_BYTES, null);
      var datum = new GenericDatumReader<Object>(schema).read(null, body);
      var json = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().jsonEncoder(schema, json);
      new GenericDatumWriter<Object>(schema).write(datum, encoder);
      encoder.flush();
      return JSON.readTree(json.toByteArray());
    } catch (IOException | AvroRuntimeException e) {
      throw new IllegalStateException("expected a record of schema " + id + ", but it is none", e);
    }
  }

  /** A text field of a record, also where it may be null; empty when it is. */
  static String text(JsonNode record, String field) {
    var value = record.path(field);
    return value.isObject() ? value.path("string").asString("") : value.asString("");
  }

  /** What a union holds, without the name of the member. */
  static JsonNode member(JsonNode record, String field) {
    return record.path(field).properties().stream()
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(record.path(field));
  }

  private Schema ask(int id) {
    if (registryUrl.isEmpty()) {
      throw new IllegalStateException("the file has no schema " + id);
    }
    var request =
        HttpRequest.newBuilder(URI.create(registryUrl + "/apis/ccompat/v7/schemas/ids/" + id))
            .timeout(ANSWER_WITHIN)
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException(
            "expected schema %d from the registry at %s, but it answered %d"
                .formatted(id, registryUrl, answer.statusCode()));
      }
      return parsed(id, JSON.readTree(answer.body()).path("schema").asString(""));
    } catch (IOException e) {
      throw new IllegalStateException("no answer from the registry at " + registryUrl, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Schema parsed(int id, String avro) {
    try {
      return new Schema.Parser().parse(avro);
    } catch (SchemaParseException e) {
      throw new IllegalStateException("expected an Avro schema with id " + id, e);
    }
  }
}
