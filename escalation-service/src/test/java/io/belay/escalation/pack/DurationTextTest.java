package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S",
    "30s, PT30S",
    "15m, PT15M",
    "4h, PT4H",
    "87600h, PT87600H",
    "0.5s, PT0.5S",
    "1.5m, PT1M30S",
    "14.4ms, PT0.014S",
    "0.0145s, PT0.015S",
    "0.333333h, PT19M59.999S",
    "PT1H30M, PT1H30M",
    "PT0.25S, PT0.25S",
    "PT0.0005S, PT0.001S"
  })
  void aDurationIsReadToTheMillisecond(String text, Duration expected) {
    assertThat(DurationText.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"PT4H, 4h", "PT90M, 90m", "PT90S, 90s", "PT0.25S, 250ms", "PT0S, 0ms"})
  void aDurationIsWrittenInItsLargestWholeUnit(Duration duration, String expected) {
    assertThat(DurationText.write(duration)).isEqualTo(expected);
  }
}
