package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** On 25 October 2026 it is 01:00 to 02:00 twice in London. */
class QuietHoursInAutumnTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(1, 30));

  @Test
  void quietHoursThatEndInTheHourThatComesTwiceHoldInBoth() {
    var tenPastOne = Instant.parse("2026-10-25T00:10:00Z");
    assertThat(NIGHT.endOfQuiet(tenPastOne, LONDON)).isEqualTo("2026-10-25T00:30:00Z");
    var tenPastOneAgain = Instant.parse("2026-10-25T01:10:00Z");
    assertThat(NIGHT.endOfQuiet(tenPastOneAgain, LONDON)).isEqualTo("2026-10-25T01:30:00Z");
  }

  @Test
  void betweenThemNothingIsQuiet() {
    var halfPastOne = Instant.parse("2026-10-25T00:30:00Z");
    assertThat(NIGHT.endOfQuiet(halfPastOne, LONDON)).isEqualTo(halfPastOne);
    var halfPastOneAgain = Instant.parse("2026-10-25T01:30:00Z");
    assertThat(NIGHT.endOfQuiet(halfPastOneAgain, LONDON)).isEqualTo(halfPastOneAgain);
  }
}
