package io.belay.notification.rendering;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatePhrasesTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final DatePhrases dates =
      new DatePhrases(Locale.ENGLISH, "{time} {day}", "{time} on {day}");

  /** A phone may be off until the day after. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T13:30:00Z, 21:30 today",
    "2026-11-21T06:30:00Z, '14:30 on Sat, Nov 21'",
    "2026-11-19T06:30:00Z, '14:30 on Thu, Nov 19'",
    "2026-11-24T06:30:00Z, '14:30 on Tue, Nov 24'"
  })
  void aMessageNamesTheDateOfAnyDayButToday(Instant instant, String words) {
    assertThat(dates.inMessage(instant, SHANGHAI, NOON)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T13:30:00Z, 21:30 today",
    "2026-11-21T06:30:00Z, 14:30 tomorrow",
    "2026-11-19T06:30:00Z, 14:30 yesterday",
    "2026-11-24T06:30:00Z, '14:30 on Tue, Nov 24'"
  })
  void aPageNamesTheDaysBesideTodayByTheirWords(Instant instant, String words) {
    assertThat(dates.onPage(instant, SHANGHAI, NOON)).isEqualTo(words);
  }
}
