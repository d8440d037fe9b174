package io.belay.escalation.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;

/** Avro's single-object form: the fingerprint of the schema, then the record. */
final class Fingerprinted {
  private Fingerprinted() {}

  static <R extends SpecificRecord> byte[] write(BinaryMessageEncoder<R> encoder, R record) {
    try {
      var buffer = encoder.encode(record);
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Lets the decoder read what an earlier release wrote. */
  static <R extends SpecificRecord> void alsoReads(BinaryMessageDecoder<R> decoder, String schema) {
    try (var in = Fingerprinted.class.getResourceAsStream(schema)) {
      decoder.addSchema(new Schema.Parser().parse(Objects.requireNonNull(in)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static <R extends SpecificRecord> R read(BinaryMessageDecoder<R> decoder, byte[] bytes) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Expected a record of a room, but cannot read it", unreadable);
    }
  }
}
