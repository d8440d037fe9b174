package io.belay.notification.wire;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * Refuses a record that names a time in nobody's calendar: what is counted on from it would fail,
 * in the middle of the stream and again at each try.
 */
final class SaneTimes {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private SaneTimes() {}

  /** Looks at all its fields, and theirs. */
  static void check(SpecificRecord record) {
    for (var field : record.getSchema().getFields()) {
      switch (record.get(field.pos())) {
        case Instant at when at.isBefore(EARLIEST) || at.isAfter(LATEST) ->
            throw new IllegalArgumentException(
                "Expected %s between %s and %s, but it is not"
                    .formatted(field.name(), EARLIEST, LATEST));
        case SpecificRecord inner -> check(inner);
        case null, default -> {
          // no time
        }
      }
    }
  }
}
