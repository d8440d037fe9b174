package io.belay.escalation.domain.statutory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The days on which a legal entity is open for business, which is what a business day means in law.
 *
 * @param closedWeekdays closed in every week
 * @param closedSaturdays which Saturdays of a month are closed, counted from 1
 * @param holidays closed although the week has them open
 * @param makeUpDays open although the week or a holiday has them closed
 */
public record BusinessDays(
    Set<DayOfWeek> closedWeekdays,
    Set<Integer> closedSaturdays,
    Set<LocalDate> holidays,
    Set<LocalDate> makeUpDays) {

  /** Every day counts. */
  public static final BusinessDays EVERY_DAY =
      new BusinessDays(Set.of(), Set.of(), Set.of(), Set.of());

  public BusinessDays {
    closedWeekdays = Set.copyOf(closedWeekdays);
    closedSaturdays = Set.copyOf(closedSaturdays);
    holidays = Set.copyOf(holidays);
    makeUpDays = Set.copyOf(makeUpDays);
    if (closedWeekdays.containsAll(EnumSet.allOf(DayOfWeek.class))) {
      throw new IllegalArgumentException(
          "Expected business days in a week, but all seven weekdays are closed");
    }
  }

  public static BusinessDays mondayToFriday(Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
    return new BusinessDays(
        EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of(), holidays, makeUpDays);
  }

  /** The latest holiday or make-up day that was written down; empty where there is none. */
  public Optional<LocalDate> lastDated() {
    return Stream.concat(holidays.stream(), makeUpDays.stream()).max(Comparator.naturalOrder());
  }

  public boolean include(LocalDate date) {
    if (makeUpDays.contains(date)) {
      return true;
    }
    boolean closedSaturday =
        date.getDayOfWeek() == DayOfWeek.SATURDAY
            && closedSaturdays.contains((date.getDayOfMonth() - 1) / 7 + 1);
    return !closedSaturday
        && !closedWeekdays.contains(date.getDayOfWeek())
        && !holidays.contains(date);
  }

  /** This date if it is a business day, else the next one. */
  public LocalDate atOrAfter(LocalDate date) {
    LocalDate open = date;
    while (!include(open)) {
      open = open.plusDays(1);
    }
    return open;
  }
}
