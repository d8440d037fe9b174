package io.belay.contract.apicurio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Hands a record on in one piece. The serde's encoder has no buffer, so each number and each string
 * of a record is a call of its own to a synchronized stream.
 *
 * <p>Safe for any number of threads, as the writer it writes with has to be.
 */
final class BufferedDatumWriter<T> implements DatumWriter<T> {
  /** What a rare large record made longer is not kept. In bytes. */
  private static final int MOST_KEPT = 64 * 1024;

  private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);

  private final DatumWriter<T> writer;

  BufferedDatumWriter(DatumWriter<T> writer) {
    this.writer = writer;
  }

  @Override
  public void setSchema(Schema schema) {
    writer.setSchema(schema);
  }

  @Override
  public void write(T datum, Encoder out) throws IOException {
    var buffer = BUFFERS.get();
    writer.write(datum, buffer.emptied());
    buffer.handOn(out);
    if (buffer.size() > MOST_KEPT) {
      BUFFERS.remove();
    }
  }

  private static final class Buffer extends ByteArrayOutputStream {
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(this, null);

    /** Without what a record that could not be written left behind. */
    Encoder emptied() throws IOException {
      encoder.flush();
      reset();
      return encoder;
    }

    void handOn(Encoder out) throws IOException {
      encoder.flush();
      out.writeFixed(buf, 0, count);
    }
  }
}
