package io.belay.notification.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Since when a message waits for its first gateway, beside its delivery: milliseconds since 1970,
 * eight bytes. Where it is missing, how long it took is nobody's figure.
 */
public final class WaitingSince {
  private static final String HEADER = "belay-waiting-since";

  private WaitingSince() {}

  public static void write(Headers headers, Instant since) {
    headers.add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(since.toEpochMilli()).array());
  }

  /** What the headers of a delivery say; empty also where nobody can read it. */
  public static Optional<Instant> read(Headers headers) {
    var header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null || header.value().length != Long.BYTES) {
      return Optional.empty();
    }
    long millis = ByteBuffer.wrap(header.value()).getLong();
    return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
