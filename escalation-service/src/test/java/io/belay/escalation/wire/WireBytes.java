package io.belay.escalation.wire;

import io.belay.contract.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The wire format with a registry in the heap: 0, four bytes of schema id, Avro body. Reads into
 * the generated class of the writer's name, as the real deserialiser does.
 */
public final class WireBytes implements Serializer<Object>, Deserializer<Object> {
  private static final int HEADER_BYTES = 5;

  private final List<Schema> schemas = new CopyOnWriteArrayList<>();

  /** To make one is dear: it resolves the whole schema. */
  private final Map<Integer, SpecificDatumReader<Object>> readers = new ConcurrentHashMap<>();

  public WireBytes() {
    TrustedRecords.trust();
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case SpecificRecord record ->
          bytes(record.getSchema(), record, new SpecificDatumWriter<>(record.getSchema()));
      case GenericRecord record ->
          bytes(record.getSchema(), record, new GenericDatumWriter<>(record.getSchema()));
      default -> throw new SerializationException("Expected a record");
    };
  }

  private <R> byte[] bytes(Schema schema, R record, org.apache.avro.io.DatumWriter<R> writer) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(idOf(schema)).array());
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private synchronized int idOf(Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema);
  }

  @Override
  public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    var buffer = ByteBuffer.wrap(data);
    if (data.length < HEADER_BYTES || buffer.get() != 0) {
      throw new SerializationException("Unknown magic byte");
    }
    int id = buffer.getInt();
    if (id < 0 || id >= schemas.size()) {
      throw new SerializationException("No schema of id " + id);
    }
    var decoder =
        DecoderFactory.get().binaryDecoder(data, HEADER_BYTES, data.length - HEADER_BYTES, null);
    try {
      return readers
          .computeIfAbsent(id, written -> new SpecificDatumReader<>(schemas.get(written)))
          .read(null, decoder);
    } catch (IOException e) {
      throw new SerializationException(e);
    }
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {}

  @Override
  public void close() {}
}
