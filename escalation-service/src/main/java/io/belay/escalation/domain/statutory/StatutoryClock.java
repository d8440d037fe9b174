package io.belay.escalation.domain.statutory;

import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.statutory.Term.BillingCycles;
import io.belay.escalation.domain.statutory.Term.CalendarDays;
import io.belay.escalation.domain.statutory.Term.Earlier;
import io.belay.escalation.domain.statutory.Term.ElapsedHours;
import io.belay.escalation.domain.statutory.Term.Months;
import io.belay.escalation.domain.statutory.Term.OfDays;
import io.belay.escalation.domain.statutory.Term.OpenDays;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says when a statutory term is due. Day 0 is the local date of the start in the entity's zone; the
 * due time is the last millisecond of the last day, or that day's close of business where the rule
 * says so.
 *
 * @param term the total the law gives; an extension replaces it
 * @param zone of the entity that owes the answer
 * @param businessDays of that entity
 * @param options switches that are off unless a rule grants them
 */
public record StatutoryClock(Term term, ZoneId zone, BusinessDays businessDays, Options options) {

  /**
   * What a rule may grant beyond the strict count.
   *
   * @param closeOfBusiness the local time a term of days ends at; null for the end of the day
   * @param deemedReceived whether a start on a closed day is taken for one on the next business day
   * @param rolled whether a last day that is closed moves to the next business day
   */
  public record Options(
      @Nullable LocalTime closeOfBusiness, boolean deemedReceived, boolean rolled) {
    public static final Options STRICT = new Options(null, false, false);
  }

  /** More days than any term has: a count that gets here is an error in the calendar. */
  private static final int MAX_DAYS = 36_525;

  public Instant due(Instant start) {
    return due(start, List.of());
  }

  /**
   * The due time where the rule lists a reason to pause. In a term of days, the day of the stop is
   * used and the day of the resumption is not; in one of hours, each paused instant is added.
   *
   * @throws DateTimeException for a pause in a term of months or billing cycles: no rule has one
   */
  public Instant due(Instant start, List<Pause> pauses) {
    return switch (term) {
      case ElapsedHours elapsed -> afterHours(start, elapsed, pauses);
      case OfDays days -> endOf(lastDay(days, start, pauses));
    };
  }

  /**
   * What is left of the term at the end of the day on which the clock is stopped, or at that
   * instant for a term of hours: the day of the stop is used. Days are told as days of 24 hours,
   * whichever days count.
   *
   * @param since when the clock started or last went on
   * @param left what was left then; null at the first stop: the whole term
   * @return zero: its last day has come, so there is nothing to stop
   */
  public Duration leftAt(Instant since, @Nullable Duration left, Instant stopped) {
    return switch (term) {
      case ElapsedHours elapsed ->
          orZero(
              (left == null ? Duration.ofHours(elapsed.hours()) : left)
                  .minus(Duration.between(since, stopped)));
      case OfDays days -> {
        var dayZero = LocalDate.ofInstant(since, zone);
        if (left == null && options.deemedReceived) {
          dayZero = businessDays.atOrAfter(dayZero);
        }
        long used =
            dayZero
                .plusDays(1)
                .datesUntil(max(dayZero, LocalDate.ofInstant(stopped, zone)).plusDays(1))
                .filter(counted(days))
                .count();
        yield orZero((left == null ? Duration.ofDays(lengthOf(days)) : left).minusDays(used));
      }
    };
  }

  /**
   * When a clock that was stopped is due once it goes on: the day of the resumption is not used.
   */
  public Instant dueAfter(Instant resumed, Duration left) {
    return switch (term) {
      case ElapsedHours elapsed -> resumed.plus(left);
      case OfDays days ->
          endOf(
              count(
                  (int) left.toDays(),
                  LocalDate.ofInstant(resumed, zone),
                  counted(days),
                  List.of()));
    };
  }

  private Predicate<LocalDate> counted(OfDays days) {
    return switch (days) {
      case CalendarDays calendar -> date -> true;
      case OpenDays open -> businessDays::include;
      case Months months -> throw cannotPause();
      case BillingCycles cycles -> throw cannotPause();
      case Earlier earlier -> throw cannotPause();
    };
  }

  private static int lengthOf(OfDays days) {
    return switch (days) {
      case CalendarDays calendar -> calendar.days();
      case OpenDays open -> open.days();
      case Months months -> throw cannotPause();
      case BillingCycles cycles -> throw cannotPause();
      case Earlier earlier -> throw cannotPause();
    };
  }

  private static DateTimeException cannotPause() {
    return new DateTimeException(
        "Expected a term of days or hours to pause, but it is one of months or cycles");
  }

  private static Duration orZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static LocalDate max(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  /** The clock after an extension: the new total is counted from the original start. */
  public StatutoryClock extendedTo(Term total) {
    return new StatutoryClock(total, zone, businessDays, options);
  }

  private LocalDate lastDay(OfDays days, Instant start, List<Pause> pauses) {
    LocalDate received = LocalDate.ofInstant(start, zone);
    LocalDate dayZero = options.deemedReceived ? businessDays.atOrAfter(received) : received;
    LocalDate last = lastDay(days, dayZero, pauses);
    return options.rolled ? businessDays.atOrAfter(last) : last;
  }

  private LocalDate lastDay(OfDays days, LocalDate dayZero, List<Pause> pauses) {
    return switch (days) {
      case CalendarDays calendar -> count(calendar.days(), dayZero, date -> true, pauses);
      case OpenDays open -> count(open.days(), dayZero, businessDays::include, pauses);
      case Months months -> unpaused(dayZero.plusMonths(months.months()), pauses);
      case BillingCycles cycles -> unpaused(cycles.lastDay(dayZero), pauses);
      case Earlier earlier -> {
        LocalDate one = lastDay(earlier.one(), dayZero, pauses);
        LocalDate other = lastDay(earlier.other(), dayZero, pauses);
        yield one.isBefore(other) ? one : other;
      }
    };
  }

  private LocalDate count(
      int days, LocalDate dayZero, Predicate<LocalDate> counts, List<Pause> pauses) {
    LocalDate date = dayZero;
    int counted = 0;
    for (int i = 0; i < MAX_DAYS; i++) {
      date = date.plusDays(1);
      if (counts.test(date) && !paused(date, pauses)) {
        counted++;
      }
      if (counted == days) {
        return date;
      }
    }
    throw new DateTimeException(
        "Expected to count " + days + " days within 100 years, but counted " + counted);
  }

  private boolean paused(LocalDate date, List<Pause> pauses) {
    return pauses.stream()
        .anyMatch(
            pause ->
                date.isAfter(LocalDate.ofInstant(pause.from(), zone))
                    && !date.isAfter(LocalDate.ofInstant(pause.to(), zone)));
  }

  private LocalDate unpaused(LocalDate date, List<Pause> pauses) {
    if (!pauses.isEmpty()) {
      throw cannotPause();
    }
    return date;
  }

  private Instant endOf(LocalDate date) {
    LocalTime close = options.closeOfBusiness;
    return close == null
        ? date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1)
        : date.atTime(close).atZone(zone).toInstant();
  }

  private static Instant afterHours(Instant start, ElapsedHours elapsed, List<Pause> pauses) {
    return WorkingCalendar.ALWAYS.due(start, Duration.ofHours(elapsed.hours()), pauses);
  }
}
