package io.belay.notification.stream.state;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one value, version first; the counterpart of {@link StateOutput}. */
final class StateInput {
  private final DataInputStream in;
  private final int version;

  /** Refuses versions newer than this release can know. */
  StateInput(byte[] bytes, int newestVersion) {
    in = new DataInputStream(new ByteArrayInputStream(bytes));
    version = readByte();
    if (version < 1 || version > newestVersion) {
      throw new IllegalStateException(
          "Expected state of version 1 to %d, but it is %d".formatted(newestVersion, version));
    }
  }

  /** The version in which it was written. */
  int version() {
    return version;
  }

  int readByte() {
    return read(in::readByte);
  }

  int readInt() {
    return read(in::readInt);
  }

  long readLong() {
    return read(in::readLong);
  }

  boolean readBoolean() {
    return read(in::readBoolean);
  }

  String readText() {
    return read(in::readUTF);
  }

  Instant readInstant() {
    return Instant.ofEpochMilli(readLong());
  }

  <E extends Enum<E>> E readEnum(Class<E> type) {
    return Enum.valueOf(type, readText());
  }

  @Nullable String readTextOrNull() {
    return readOrNull(StateInput::readText);
  }

  @Nullable Instant readInstantOrNull() {
    return readOrNull(StateInput::readInstant);
  }

  <T> @Nullable T readOrNull(Function<StateInput, T> read) {
    return readBoolean() ? read.apply(this) : null;
  }

  <T> List<T> readAll(Function<StateInput, T> read) {
    int size = readInt();
    var values = new ArrayList<T>();
    for (int i = 0; i < size; i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  Map<String, String> readTexts() {
    int size = readInt();
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < size; i++) {
      values.put(readText(), readText());
    }
    return values;
  }

  private interface Read<T> {
    T run() throws IOException;
  }

  private static <T> T read(Read<T> read) {
    try {
      return read.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
