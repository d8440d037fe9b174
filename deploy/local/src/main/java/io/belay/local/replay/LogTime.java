package io.belay.local.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as logs write them: ISO 8601, with an offset or in the log's own zone. */
final class LogTime {
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  /** One wrong digit must not stretch the log over a thousand years. */
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private LogTime() {}

  /**
   * Reads one, to the millisecond.
   *
   * @throws IllegalArgumentException for what is no time from 1970 to 2100
   */
  static Instant parse(String text, ZoneId zone) {
    Instant at;
    try {
      at =
          switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime absolute -> absolute.toInstant();
            case LocalDateTime local -> local.atZone(zone).toInstant();
            default -> throw new DateTimeException(text);
          };
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "ts is a time such as 2026-11-20T09:15:00, not '" + text + "'", unreadable);
    }
    if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      throw new IllegalArgumentException("ts is from 1970 to 2100, not '" + text + "'");
    }
    return at.truncatedTo(ChronoUnit.MILLIS);
  }
}
