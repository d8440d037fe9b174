package io.belay.notification.stream.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one value, version first; the counterpart of {@link StateInput}. */
final class StateOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final DataOutputStream out = new DataOutputStream(bytes);

  StateOutput(int version) {
    writeByte(version);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  void writeByte(int value) {
    write(() -> out.writeByte(value));
  }

  void writeInt(int value) {
    write(() -> out.writeInt(value));
  }

  void writeLong(long value) {
    write(() -> out.writeLong(value));
  }

  void writeBoolean(boolean value) {
    write(() -> out.writeBoolean(value));
  }

  void writeText(String value) {
    write(() -> out.writeUTF(value));
  }

  void writeInstant(Instant value) {
    writeLong(value.toEpochMilli());
  }

  void writeEnum(Enum<?> value) {
    writeText(value.name());
  }

  void writeTextOrNull(@Nullable String value) {
    writeOrNull(value, StateOutput::writeText);
  }

  void writeInstantOrNull(@Nullable Instant value) {
    writeOrNull(value, StateOutput::writeInstant);
  }

  <T> void writeOrNull(@Nullable T value, BiConsumer<StateOutput, T> write) {
    writeBoolean(value != null);
    if (value != null) {
      write.accept(this, value);
    }
  }

  <T> void writeAll(Collection<T> values, BiConsumer<StateOutput, T> write) {
    writeInt(values.size());
    values.forEach(value -> write.accept(this, value));
  }

  void writeTexts(Map<String, String> values) {
    writeAll(
        values.entrySet(),
        (out, entry) -> {
          out.writeText(entry.getKey());
          out.writeText(entry.getValue());
        });
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
