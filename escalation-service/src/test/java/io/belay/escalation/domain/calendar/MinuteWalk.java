package io.belay.escalation.domain.calendar;

import io.belay.escalation.domain.calendar.DescribedCalendar.LocalHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The slow oracle: looks at each minute of a range alone. Exact, since windows, offsets and the
 * pauses it is given begin and end with a minute.
 */
final class MinuteWalk {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final long firstMinute;
  private final int minutes;
  private final BitSet running;

  MinuteWalk(DescribedCalendar described, Instant from, Duration range, List<Pause> pauses) {
    firstMinute = Math.floorDiv(from.getEpochSecond(), 60);
    minutes = (int) range.toMinutes();
    running = new BitSet(minutes);
    LocalDate first = LocalDate.ofInstant(from, described.zone()).minusDays(4);
    LocalDate last = LocalDate.ofInstant(from.plus(range), described.zone()).plusDays(4);
    for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
      for (LocalHours hours : described.on(date)) {
        int to = hours.toMinute() + (hours.toMinute() <= hours.fromMinute() ? 1440 : 0);
        mark(minute(described, date, hours.fromMinute()), minute(described, date, to), true);
      }
    }
    for (Pause pause : pauses) {
      mark(pause.from().getEpochSecond() / 60, pause.to().getEpochSecond() / 60, false);
    }
  }

  Duration elapsed(Instant from, Instant to) {
    long sum = 0;
    for (int i = 0; i < minutes; i++) {
      if (running.get(i)) {
        sum += Math.max(0, Math.min(nanos(to), end(i)) - Math.max(nanos(from), start(i)));
      }
    }
    return Duration.ofNanos(sum);
  }

  /** Empty when the range ends before the budget does. */
  Optional<Instant> due(Instant start, Duration target, TieRule rule) {
    long remaining = target.toNanos();
    for (int i = 0; i < minutes; i++) {
      long from = Math.max(nanos(start), start(i));
      if (!running.get(i) || end(i) <= from) {
        continue;
      }
      boolean ends = rule == TieRule.CLOSE ? remaining <= end(i) - from : remaining < end(i) - from;
      if (ends) {
        return Optional.of(Instant.ofEpochSecond(0, from + remaining));
      }
      remaining -= end(i) - from;
    }
    return Optional.empty();
  }

  private void mark(long from, long to, boolean value) {
    for (long minute = from; minute < to; minute++) {
      long index = minute - firstMinute;
      if (index >= 0 && index < minutes) {
        running.set((int) index, value);
      }
    }
  }

  private long start(int index) {
    return (firstMinute + index) * MINUTE_NANOS;
  }

  private long end(int index) {
    return start(index) + MINUTE_NANOS;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private static long minute(DescribedCalendar described, LocalDate date, int minuteOfDay) {
    LocalDateTime local = date.atStartOfDay().plusMinutes(minuteOfDay);
    return local.atZone(described.zone()).toEpochSecond() / 60;
  }
}
