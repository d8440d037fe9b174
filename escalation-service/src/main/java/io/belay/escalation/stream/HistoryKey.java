package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Key of a step in the history: its case, a zero byte, and its offset in {@code case-progress},
 * big-endian. A case's steps lie in one partition, so offsets have the order of its sequence, also
 * where a case of the same id came back after it had been forgotten.
 */
final class HistoryKey {
  private HistoryKey() {}

  static Bytes of(String caseId, long offset) {
    byte[] id = caseId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(id.length + 1 + Long.BYTES)
            .put(id)
            .put((byte) 0)
            .putLong(offset)
            .array());
  }

  /** Before the first step of a case. */
  static Bytes first(String caseId) {
    return of(caseId, 0);
  }

  /** After the last step of a case. */
  static Bytes last(String caseId) {
    return of(caseId, Long.MAX_VALUE);
  }
}
