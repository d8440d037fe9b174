package io.belay.escalation.simulate.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LocalWeeksTest {
  private static final long HOUR = 3_600_000;
  private final LocalWeeks shanghai = new LocalWeeks(ZoneId.of("Asia/Shanghai"));

  @Test
  void aWeekBelongsToTheYearOfItsThursday() {
    assertThat(shanghai.weekOf(Instant.parse("2027-01-03T15:59:59Z"))).isEqualTo("2026-W53");
    assertThat(shanghai.weekOf(Instant.parse("2027-01-03T16:00:00Z"))).isEqualTo("2027-W01");
  }

  @Test
  void hoursCountFromMondayMidnightOnTheWall() {
    assertThat(shanghai.hourOf(Instant.parse("2026-03-01T16:00:00Z"))).isZero();
    assertThat(shanghai.hourOf(Instant.parse("2026-03-01T15:59:59Z"))).isEqualTo(167);
  }

  @Test
  void timeIsSpreadOverTheHoursInWhichItPassed() {
    var hours = new long[LocalWeeks.HOURS];
    shanghai.spread(
        Instant.parse("2026-03-01T15:30:00Z"), Instant.parse("2026-03-01T17:15:00Z"), hours);

    assertThat(hours[167]).isEqualTo(HOUR / 2);
    assertThat(hours[0]).isEqualTo(HOUR);
    assertThat(hours[1]).isEqualTo(HOUR / 4);
    assertThat(Arrays.stream(hours).sum()).isEqualTo(HOUR * 7 / 4);
  }

  @Test
  void wholeWeeksFillEveryHour() {
    var hours = new long[LocalWeeks.HOURS];
    shanghai.spread(
        Instant.parse("2026-03-01T15:30:00Z"), Instant.parse("2026-03-15T15:45:00Z"), hours);

    assertThat(hours[167]).isEqualTo(2 * HOUR + HOUR / 4);
    assertThat(hours[0]).isEqualTo(2 * HOUR);
  }

  @Test
  void theHourThatComesTwiceMakesNoNegativeTime() {
    var berlin = new LocalWeeks(ZoneId.of("Europe/Berlin"));
    var hours = new long[LocalWeeks.HOURS];
    berlin.spread(
        Instant.parse("2026-10-25T00:59:00Z"), Instant.parse("2026-10-25T01:01:00Z"), hours);

    assertThat(Arrays.stream(hours).allMatch(millis -> millis >= 0)).isTrue();
  }
}
