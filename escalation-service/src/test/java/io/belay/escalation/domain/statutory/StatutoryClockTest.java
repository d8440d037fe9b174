package io.belay.escalation.domain.statutory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatutoryClockTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final BusinessDays OFFICE =
      BusinessDays.mondayToFriday(
          Set.of(LocalDate.parse("2026-12-25"), LocalDate.parse("2026-12-28")), Set.of());

  @Test
  void aTermOfDaysEndsWithTheLastMillisecondOfTheLocalDay() {
    assertThat(clock(new Term.CalendarDays(1)).due(london("2026-07-01T00:00")))
        .isEqualTo(london("2026-07-02T23:59:59.999"));
    assertThat(clock(new Term.CalendarDays(1)).due(london("2026-07-01T23:59:59.999")))
        .isEqualTo(london("2026-07-02T23:59:59.999"));
    assertThat(clock(new Term.CalendarDays(1)).due(london("2026-07-02T00:00")))
        .isEqualTo(london("2026-07-03T23:59:59.999"));
  }

  @Test
  void aDayThatEndsWithARepeatedHourEndsAfterIt() {
    ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
    StatutoryClock clock =
        new StatutoryClock(
            new Term.CalendarDays(1), saoPaulo, BusinessDays.EVERY_DAY, Options.STRICT);
    assertThat(clock.due(Instant.parse("2016-02-19T12:00:00Z")))
        .isEqualTo(Instant.parse("2016-02-21T02:59:59.999Z"));
  }

  @Test
  void aReceiptOnAClosedDayCountsFromTheNextBusinessDayUnlessDeemedReceivedThere() {
    Instant saturday = london("2026-11-21T10:00");
    assertThat(clock(new Term.OpenDays(1)).due(saturday)).isEqualTo(endOf("2026-11-23"));
    assertThat(clock(new Term.OpenDays(1), new Options(null, true, false)).due(saturday))
        .isEqualTo(endOf("2026-11-24"));
  }

  @Test
  void aLastDayThatIsClosedStaysUnlessTheRuleRollsIt() {
    Instant start = london("2026-11-25T09:00");
    assertThat(clock(new Term.CalendarDays(30)).due(start)).isEqualTo(endOf("2026-12-25"));
    assertThat(clock(new Term.CalendarDays(30), new Options(null, false, true)).due(start))
        .isEqualTo(endOf("2026-12-29"));
  }

  @Test
  void closeOfBusinessIsTheConfiguredTime() {
    Options fivePm = new Options(LocalTime.of(17, 0), false, false);
    assertThat(clock(new Term.OpenDays(3), fivePm).due(london("2026-12-23T18:00")))
        .isEqualTo(london("2026-12-30T17:00"));
  }

  @Test
  void anExtensionReplacesTheTotalFromTheOriginalStart() {
    Instant start = london("2026-09-25T09:30");
    StatutoryClock clock = clock(new Term.CalendarDays(15));
    assertThat(clock.due(start)).isEqualTo(endOf("2026-10-10"));
    assertThat(clock.extendedTo(new Term.CalendarDays(30)).due(start))
        .isEqualTo(endOf("2026-10-25"));
    assertThat(
            clock
                .extendedTo(new Term.CalendarDays(30))
                .extendedTo(new Term.CalendarDays(60))
                .due(start))
        .isEqualTo(endOf("2026-11-24"));
  }

  @Test
  void theDayOfTheStopIsUsedAndTheDayOfTheResumptionIsNot() {
    Instant monday = london("2026-11-09T10:00");
    StatutoryClock clock = clock(new Term.OpenDays(5));
    assertThat(clock.due(monday)).isEqualTo(endOf("2026-11-16"));
    assertThat(clock.due(monday, List.of(pause("2026-11-11T17:00", "2026-11-12T09:00"))))
        .isEqualTo(endOf("2026-11-17"));
    assertThat(clock.due(monday, List.of(pause("2026-11-11T09:00", "2026-11-11T17:00"))))
        .isEqualTo(endOf("2026-11-16"));
    assertThat(clock.due(monday, List.of(pause("2026-11-13T17:00", "2026-11-15T09:00"))))
        .as("a weekend")
        .isEqualTo(endOf("2026-11-16"));
  }

  @Test
  void hoursArePhysicalAndAPauseOfThemIsAdded() {
    StatutoryClock clock = clock(new Term.ElapsedHours(24));
    Instant start = london("2026-10-24T12:00");
    assertThat(clock.due(start)).isEqualTo(london("2026-10-25T11:00"));
    assertThat(clock.due(start, List.of(pause("2026-10-24T13:00", "2026-10-24T13:30"))))
        .isEqualTo(london("2026-10-25T11:30"));
  }

  @Test
  void monthsAndCyclesDoNotPause() {
    List<Pause> pauses = List.of(pause("2026-11-11T17:00", "2026-11-12T09:00"));
    for (Term term : List.of(new Term.Months(1), new Term.BillingCycles(2, 5))) {
      assertThatThrownBy(() -> clock(term).due(london("2026-11-09T10:00"), pauses))
          .isInstanceOf(DateTimeException.class);
    }
  }

  @Test
  void aCycleThatClosesOnTheDayOfReceiptIsTheCurrentOne() {
    assertThat(clock(new Term.BillingCycles(2, 25)).due(london("2026-09-25T10:00")))
        .isEqualTo(endOf("2026-11-25"));
    assertThat(clock(new Term.BillingCycles(2, 25)).due(london("2026-09-26T10:00")))
        .isEqualTo(endOf("2026-12-25"));
    assertThat(clock(new Term.BillingCycles(1, 31)).due(london("2026-01-15T10:00")))
        .isEqualTo(endOf("2026-02-28"));
  }

  @Test
  void theEarlierOfTwoTermsWins() {
    Term.CalendarDays cap = new Term.CalendarDays(90);
    Instant start = london("2026-03-06T10:00");
    assertThat(clock(new Term.Earlier(new Term.BillingCycles(2, 5), cap)).due(start))
        .isEqualTo(endOf("2026-06-04"));
    assertThat(clock(new Term.Earlier(cap, new Term.BillingCycles(2, 6))).due(start))
        .isEqualTo(endOf("2026-05-06"));
  }

  @Test
  void oddSaturdaysAndMakeUpDaysAreBusinessDays() {
    BusinessDays bank =
        new BusinessDays(
            EnumSet.of(DayOfWeek.SUNDAY),
            Set.of(2, 4),
            Set.of(LocalDate.parse("2026-06-01")),
            Set.of(LocalDate.parse("2026-06-28"), LocalDate.parse("2026-06-13")));
    assertThat(
            LocalDate.parse("2026-06-01")
                .datesUntil(LocalDate.parse("2026-07-01"))
                .filter(date -> !bank.include(date))
                .map(LocalDate::getDayOfMonth))
        .containsExactly(1, 7, 14, 21, 27);
  }

  @Test
  void aTermOfNothingAndAWeekOfNothingAreRefused() {
    assertThatThrownBy(() -> new Term.OpenDays(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Term.BillingCycles(1, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new BusinessDays(EnumSet.allOf(DayOfWeek.class), Set.of(), Set.of(), Set.of()))
        .hasMessage("Expected business days in a week, but all seven weekdays are closed");
  }

  private static StatutoryClock clock(Term term) {
    return clock(term, Options.STRICT);
  }

  private static StatutoryClock clock(Term term, Options options) {
    return new StatutoryClock(term, LONDON, OFFICE, options);
  }

  private static Pause pause(String stopped, String resumed) {
    return Pause.between(london(stopped), london(resumed));
  }

  private static Instant london(String local) {
    return LocalDateTime.parse(local).atZone(LONDON).toInstant();
  }

  private static Instant endOf(String date) {
    return london(date + "T23:59:59.999");
  }
}
