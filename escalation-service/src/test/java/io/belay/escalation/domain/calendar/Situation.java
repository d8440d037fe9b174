package io.belay.escalation.domain.calendar;

import io.belay.escalation.domain.calendar.DescribedCalendar.LocalHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A described calendar and a start close to a date that is special in its zone. */
record Situation(DescribedCalendar described, Instant start) {
  /** The longest range a situation's oracle looks at. */
  static final Duration RANGE = Duration.ofDays(150);

  private static final List<String> SPECIAL_DATES =
      List.of(
          "2026-03-29 Europe/Berlin",
          "2026-10-25 Europe/Berlin",
          "2028-02-29 Europe/Berlin",
          "2026-03-08 America/New_York",
          "2026-11-01 America/New_York",
          "2026-04-05 Australia/Lord_Howe",
          "2026-10-04 Australia/Lord_Howe",
          "2026-10-01 Asia/Shanghai",
          "1988-04-17 Asia/Shanghai",
          "1988-09-11 Asia/Shanghai",
          "2026-12-31 UTC",
          // clocks change at midnight
          "2015-10-18 America/Sao_Paulo",
          "2016-02-21 America/Sao_Paulo",
          "2026-11-01 America/Havana",
          // clocks change a minute after midnight, and go back into the day before
          "2008-03-09 America/St_Johns",
          "2008-11-02 America/St_Johns",
          // clocks change half an hour before midnight, to half an hour after it
          "1919-03-30 America/Toronto",
          // a date is skipped
          "2011-12-30 Pacific/Apia");

  WorkingCalendar calendar() {
    return described.calendar();
  }

  MinuteWalk walk(List<Pause> pauses) {
    return new MinuteWalk(described, start, RANGE, pauses);
  }

  static Arbitrary<Situation> any() {
    return Arbitraries.of(SPECIAL_DATES)
        .flatMap(special -> near(special.substring(11), special.substring(0, 10)))
        .filter(Situation::everOpens);
  }

  private static Arbitrary<Situation> near(String zone, String special) {
    LocalDate date = LocalDate.parse(special);
    Arbitrary<LocalDate> close =
        Arbitraries.integers().between(-8, 8).map(days -> date.plusDays(days));
    Arbitrary<DescribedCalendar> described =
        Combinators.combine(
                Arbitraries.maps(Arbitraries.of(DayOfWeek.class), hoursOfADay()).ofMaxSize(7),
                close.set().ofMaxSize(4),
                close.map(MonthDay::from).set().ofMaxSize(3),
                Arbitraries.maps(close, hoursOfADay()).ofMaxSize(4))
            .as(
                (week, holidays, yearly, overrides) ->
                    new DescribedCalendar(
                        ZoneId.of(zone),
                        Map.copyOf(week),
                        new HashSet<>(holidays),
                        new HashSet<>(yearly),
                        Map.copyOf(overrides)));
    Instant origin = date.atStartOfDay().toInstant(ZoneOffset.UTC);
    Arbitrary<Instant> start =
        Combinators.combine(Arbitraries.integers().between(-10 * 1440, 4 * 1440), subMinuteMillis())
            .as((minutes, millis) -> origin.plusSeconds(minutes * 60L).plusMillis(millis));
    return Combinators.combine(described, start).as(Situation::new);
  }

  static Arbitrary<Duration> target() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(6, Arbitraries.integers().between(0, 16).map(q -> q * 30)),
                Tuple.of(6, Arbitraries.integers().between(0, 200 * 60))),
            subMinuteMillis())
        .as((minutes, millis) -> Duration.ofMinutes(minutes).plusMillis(millis));
  }

  /** Pauses that begin and end with a minute, may overlap, touch or be empty. */
  Arbitrary<List<Pause>> pauses() {
    return Combinators.combine(
            Arbitraries.integers().between(-600, 20 * 1440),
            Arbitraries.integers().between(0, 3 * 1440))
        .as(
            (from, length) -> {
              Instant begin = Instant.ofEpochSecond((start.getEpochSecond() / 60 + from) * 60);
              return Pause.between(begin, begin.plusSeconds(length * 60L));
            })
        .list()
        .ofMaxSize(5);
  }

  private boolean everOpens() {
    List<LocalHours> all = new ArrayList<>();
    described.week().values().forEach(all::addAll);
    described.overrides().values().forEach(all::addAll);
    return !all.isEmpty();
  }

  private static Arbitrary<List<LocalHours>> hoursOfADay() {
    Arbitrary<Integer> quarter = Arbitraries.integers().between(0, 95).map(q -> q * 15);
    Arbitrary<LocalHours> hours =
        Combinators.combine(quarter, quarter.map(q -> q + 15)).as(LocalHours::new);
    Arbitrary<LocalHours> allDay = Arbitraries.just(new LocalHours(0, 1440));
    return Arbitraries.frequencyOf(Tuple.of(5, hours), Tuple.of(1, allDay)).list().ofMaxSize(3);
  }

  private static Arbitrary<Integer> subMinuteMillis() {
    return Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, 59_999));
  }
}
