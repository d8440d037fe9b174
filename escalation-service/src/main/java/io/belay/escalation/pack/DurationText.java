package io.belay.escalation.pack;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Durations as packs write them: {@code 250ms}, {@code 30s}, {@code 1.5m}, {@code 4h}, or ISO 8601
 * from hours down ({@code PT1H30M}); whole milliseconds, others are rounded to the nearest.
 *
 * <p>Never a bare number, and never days: a day is 24 hours to one reader and a working day to the
 * next.
 */
final class DurationText {
  /** 87,600 hours, about 10 years; as working time it may take much longer to pass. */
  static final Duration LONGEST = Duration.ofDays(3650);

  private static final Pattern PLAIN = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?) ?([a-zA-Z]*)");
  private static final Pattern SEVERAL = Pattern.compile("(\\d+(\\.\\d+)?(ms|s|m|h) ?){2,}");
  private static final Pattern ISO = Pattern.compile("PT[0-9HMS.]+");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
  private static final Pattern DAYS = Pattern.compile("d|days?|w|weeks?");

  private DurationText() {}

  /**
   * The duration so written.
   *
   * @throws IllegalArgumentException with what to write instead
   */
  static Duration parse(String text) {
    if (ISO.matcher(text).matches()) {
      return parseIso(text);
    }
    var plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      throw new IllegalArgumentException(
          SEVERAL.matcher(text).matches()
              ? "Expected one number and one unit, but found '%s': write 90m or PT1H30M for an hour and a half"
                  .formatted(text)
              : "Expected a duration such as 30s, 15m or 4h, but found '%s'".formatted(text));
    }
    return plain(text, plain.group(1), plain.group(2));
  }

  private static Duration plain(String text, String number, String unit) {
    if (unit.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a unit after '%1$s': write %1$ss, %1$sm or %1$sh".formatted(text));
    }
    if (DAYS.matcher(unit).matches()) {
      throw new IllegalArgumentException(
          "Expected hours, but found '%s': a day may mean 24 hours or a working day; write the hours of the calendar, such as 48h"
              .formatted(text));
    }
    var unitMillis = MILLIS.get(unit);
    if (unitMillis == null) {
      throw new IllegalArgumentException(
          "Expected one of the units ms, s, m and h, but found '%s'".formatted(unit));
    }
    return Duration.ofMillis(
        new BigDecimal(number)
            .multiply(BigDecimal.valueOf(unitMillis))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact());
  }

  private static Duration parseIso(String text) {
    try {
      return Duration.ofMillis(Duration.parse(text).plusNanos(500_000).toMillis());
    } catch (DateTimeException | ArithmeticException unreadable) {
      throw new IllegalArgumentException(
          "Expected a duration such as PT1H30M, but found '%s'".formatted(text), unreadable);
    }
  }

  /** As a pack would write it, in the largest unit that needs no fraction. */
  static String write(Duration duration) {
    long millis = duration.toMillis();
    for (var unit : new String[] {"h", "m", "s"}) {
      long unitMillis = MILLIS.getOrDefault(unit, 1L);
      if (millis != 0 && millis % unitMillis == 0) {
        return millis / unitMillis + unit;
      }
    }
    return millis + "ms";
  }
}
