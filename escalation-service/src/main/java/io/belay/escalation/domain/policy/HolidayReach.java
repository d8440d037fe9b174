package io.belay.escalation.domain.policy;

import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How far ahead the holidays of a pack are written down. A list that has a date of a year is taken
 * to have all of that year's; beyond, nobody knows which days are off.
 *
 * @param clock whose days they are
 * @param knownUntil the last day of the last year in the list
 * @param couldEnd the local date on which the clock could be due if it started now and never paused
 */
public record HolidayReach(String clock, LocalDate knownUntil, LocalDate couldEnd) {

  /** Whether a clock that starts now could be due on a day of which nobody knows. */
  public boolean isTooShort() {
    return couldEnd.isAfter(knownUntil);
  }

  /** What is wrong where it is too short, and what to do. */
  public String advice() {
    return "Expected holidays for as long as clock '%s' could run: one that starts now could be due on %s, but they are known until %s; add those of the next year"
        .formatted(clock, couldEnd, knownUntil);
  }

  /** Of every clock whose due time depends on a list of dates. */
  public static List<HolidayReach> of(PolicyPack pack, Instant now) {
    return pack.clocks().stream().flatMap(clock -> of(clock, now).stream()).toList();
  }

  /** Days until the first list ends; negative when it has ended, empty without any list. */
  public static OptionalLong daysLeft(PolicyPack pack, Instant now) {
    return pack.clocks().stream()
        .flatMap(
            clock ->
                of(clock, now).stream()
                    .map(
                        reach ->
                            ChronoUnit.DAYS.between(
                                LocalDate.ofInstant(now, zone(clock)), reach.knownUntil())))
        .mapToLong(Long::longValue)
        .min();
  }

  private static Optional<HolidayReach> of(ClockRule clock, Instant now) {
    return lastDated(clock)
        .map(
            date ->
                new HolidayReach(
                    clock.name(),
                    LocalDate.of(date.getYear(), 12, 31),
                    LocalDate.ofInstant(latestDue(clock, now), zone(clock))));
  }

  private static Optional<LocalDate> lastDated(ClockRule clock) {
    var statute = clock.statute();
    if (statute == null) {
      return clock.target().calendar().lastDated();
    }
    boolean counts =
        statute.clock().options().deemedReceived()
            || terms(statute).anyMatch(term -> term.countsBusinessDays());
    return counts ? statute.clock().businessDays().lastDated() : Optional.empty();
  }

  private static Instant latestDue(ClockRule clock, Instant now) {
    var statute = clock.statute();
    if (statute == null) {
      var target = clock.target();
      var longest =
          Stream.concat(target.byPriority().values().stream(), target.byTier().values().stream())
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
      return target.calendar().due(now, longest);
    }
    return terms(statute)
        .map(term -> statute.clock().extendedTo(term).due(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  private static Stream<Term> terms(Statute statute) {
    return Stream.concat(
        Stream.of(statute.clock().term()),
        statute.extensions().stream().map(Statute.Extension::total));
  }

  private static ZoneId zone(ClockRule clock) {
    var statute = clock.statute();
    return statute == null ? clock.target().calendar().zone() : statute.clock().zone();
  }
}
