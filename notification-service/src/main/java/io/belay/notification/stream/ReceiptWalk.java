package io.belay.notification.stream;

import io.belay.notification.domain.ReceiptHalf;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the halves of a partition, a bounded slice a tick, and forgets those that have waited
 * long enough; rests at the end and begins anew. Millions of e-mails wait for a bounce that never
 * comes: nothing of them lies in the heap, and a take-over reads none.
 */
final class ReceiptWalk {
  static final Duration TICK = Duration.ofSeconds(1);
  static final int MOST_A_TICK = 1_000;

  /** Also before the first walk: what came meanwhile is read before its half is forgotten. */
  static final Duration REST = Duration.ofHours(1);

  private final KeyValueStore<String, ReceiptHalf> halves;
  private final ReceiptRoom room;
  private @Nullable Instant restsUntil;
  private @Nullable String from;

  ReceiptWalk(KeyValueStore<String, ReceiptHalf> halves, ReceiptRoom room) {
    this.halves = halves;
    this.room = room;
  }

  void tick(Instant now) {
    if (restsUntil == null) {
      restsUntil = now.plus(REST);
    }
    if (!now.isBefore(restsUntil)) {
      slice(now).forEach(this::forget);
    }
  }

  /** Goes on; those that have waited long enough. */
  private Map<String, ReceiptHalf> slice(Instant now) {
    var over = new HashMap<String, ReceiptHalf>();
    try (var all = halves.range(from, null)) {
      for (int seen = 0; seen < MOST_A_TICK && all.hasNext(); seen++) {
        var found = all.next();
        if (room.patience().isOver(found.value, now)) {
          over.put(found.key, found.value);
        }
      }
      if (all.hasNext()) {
        from = all.peekNextKey();
      } else {
        from = null;
        restsUntil = now.plus(REST);
      }
    }
    return over;
  }

  private void forget(String key, ReceiptHalf half) {
    halves.delete(key);
    room.metrics().receiptHalfForgotten(half);
  }
}
