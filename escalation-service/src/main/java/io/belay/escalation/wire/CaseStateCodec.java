package io.belay.escalation.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.OptionalFieldsWriter;
import io.belay.contract.TraceParent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.queue.Standing;
import io.belay.escalation.state.StoredCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * A case as it lies in the store: one byte of format number, what an index needs to know, then the
 * whole state in Avro. Times are kept to the millisecond. Belongs to one thread; {@link #wakeUpAt}
 * and {@link #standing} read the front only. After the body stands the trace, if there is one.
 */
public final class CaseStateCodec {
  static {
    TrustedStates.trust();
  }

  /** Format number → schema of its body. The last one is written, all are read. */
  private static final List<Schema> FORMATS =
      List.of(
          format(1), format(2), format(3), format(4), format(5), format(6), format(7), format(8));

  private static final byte CURRENT = (byte) FORMATS.size();
  private static final long NEVER = Long.MAX_VALUE;
  private static final int IN_WORK = 1;
  private static final int WARNED = 2;
  private static final int BREACHED = 4;
  private static final int TRACED = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final DatumWriter<StoredCase> writer = new OptionalFieldsWriter<>(StoredCase.class);
  private final List<SpecificDatumReader<StoredCase>> readers =
      FORMATS.stream()
          .map(format -> new SpecificDatumReader<StoredCase>(format, StoredCase.getClassSchema()))
          .toList();
  private @Nullable BinaryEncoder encoder;
  private @Nullable BinaryDecoder decoder;

  /** The bytes to store of a case without a trace. */
  public byte[] write(CaseState state) {
    return write(state, Optional.empty());
  }

  /**
   * The bytes to store.
   *
   * @param trace what its deadlines stand below, when they come; it lies after the body, where a
   *     release that knows nothing of it does not look
   */
  public byte[] write(CaseState state, Optional<TraceParent> trace) {
    out.reset();
    out.writeBytes(front(state.wakeUpAt(), Standing.of(state), trace.isPresent()));
    try {
      encoder = EncoderFactory.get().binaryEncoder(out, encoder);
      writer.write(StateToStored.stored(state), encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    trace.ifPresent(parent -> out.writeBytes(parent.toBytes()));
    return out.toByteArray();
  }

  /** The state stored in these bytes, in this format or an older one. */
  public CaseState read(byte[] bytes) {
    int body = new Front(bytes).body();
    try {
      decoder = DecoderFactory.get().binaryDecoder(bytes, body, bytes.length - body, decoder);
      return StoredToState.state(readers.get(bytes[0] - 1).read(null, decoder));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Expected a stored case, but could not read it", unreadable);
    }
  }

  /** When the case so stored has to be decided next, without reading the rest. */
  public static Optional<Instant> wakeUpAt(byte[] bytes) {
    return new Front(bytes).wakeUpAt();
  }

  /** How the case so stored counts in its queue, without reading the rest. */
  public static Standing standing(byte[] bytes) {
    return new Front(bytes).standing();
  }

  /** The trace of the case so stored, without reading the rest. */
  public static Optional<TraceParent> trace(byte[] bytes) {
    return new Front(bytes).traced()
        ? Optional.of(TraceParent.fromBytes(bytes, bytes.length - TraceParent.BYTES))
        : Optional.empty();
  }

  private static byte[] front(Optional<Instant> wakeUpAt, Standing standing, boolean traced) {
    byte[] tier = standing.tier().getBytes(UTF_8);
    byte[] category = standing.category().getBytes(UTF_8);
    int flags =
        (standing.inWork() ? IN_WORK : 0)
            | (standing.warned() ? WARNED : 0)
            | (standing.breached() ? BREACHED : 0)
            | (traced ? TRACED : 0);
    return ByteBuffer.allocate(14 + tier.length + category.length)
        .put(CURRENT)
        .putLong(wakeUpAt.map(Instant::toEpochMilli).orElse(NEVER))
        .put((byte) flags)
        .putShort((short) tier.length)
        .put(tier)
        .putShort((short) category.length)
        .put(category)
        .array();
  }

  /** What stands before the body; its words are read when they are asked for. */
  private static final class Front {
    private static final int WAKE_UP = 1;
    private static final int FLAGS = 9;
    private static final int TIER = 10;

    private final byte[] bytes;

    Front(byte[] bytes) {
      if (bytes.length == 0 || bytes[0] < 1 || bytes[0] > CURRENT) {
        throw new IllegalStateException(
            "Expected a stored case of format 1 to %d, but it is %s"
                .formatted(CURRENT, bytes.length == 0 ? "empty" : "format " + bytes[0]));
      }
      this.bytes = bytes;
    }

    Optional<Instant> wakeUpAt() {
      long millis = ByteBuffer.wrap(bytes).getLong(WAKE_UP);
      return millis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    Standing standing() {
      return new Standing(
          textAt(TIER),
          textAt(afterTextAt(TIER)),
          (bytes[FLAGS] & IN_WORK) != 0,
          (bytes[FLAGS] & WARNED) != 0,
          (bytes[FLAGS] & BREACHED) != 0);
    }

    boolean traced() {
      return (bytes[FLAGS] & TRACED) != 0;
    }

    /** Where the body begins. */
    int body() {
      return afterTextAt(afterTextAt(TIER));
    }

    private String textAt(int position) {
      return new String(bytes, position + Short.BYTES, lengthAt(position), UTF_8);
    }

    private int afterTextAt(int position) {
      return position + Short.BYTES + lengthAt(position);
    }

    private int lengthAt(int position) {
      return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(position));
    }
  }

  private static Schema format(int number) {
    var resource = "stored-case-%d.avsc".formatted(number);
    try (var in = CaseStateCodec.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + resource);
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
