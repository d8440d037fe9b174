package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextQuietHoursTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @ParameterizedTest
  @CsvSource({
    // an ordinary day in winter: local time is UTC
    "22:00, 08:00, 2026-11-20T21:59:59.999Z, 2026-11-20T22:00:00Z",
    "22:00, 08:00, 2026-11-20T08:00:00Z, 2026-11-20T22:00:00Z",
    "13:00, 14:00, 2026-11-20T14:00:00Z, 2026-11-21T13:00:00Z",
    // 01:00 to 02:00 is left out on 29 March
    "01:30, 06:00, 2026-03-29T00:59:00Z, 2026-03-29T01:00:00Z",
    "01:10, 01:50, 2026-03-29T00:59:00Z, 2026-03-30T00:10:00Z",
    // 01:00 to 02:00 comes twice on 25 October, first an hour earlier
    "01:30, 01:40, 2026-10-25T00:10:00Z, 2026-10-25T00:30:00Z",
    "01:30, 01:40, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z",
    "00:30, 01:40, 2026-10-25T00:45:00Z, 2026-10-25T01:00:00Z",
  })
  void theyBeginAtTheirLocalTimeHoweverTheClockIsChanged(
      String from, String to, Instant now, Instant begin) {
    var quiet = new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
    assertThat(quiet.startsAfter(now, LONDON)).contains(begin);
  }

  @Test
  void noneNeverBegin() {
    var none = new QuietHours(LocalTime.NOON, LocalTime.NOON);
    assertThat(none.startsAfter(Instant.parse("2026-11-20T11:00:00Z"), LONDON)).isEmpty();
  }
}
