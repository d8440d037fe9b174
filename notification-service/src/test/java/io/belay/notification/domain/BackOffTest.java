package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Test
  void pausesDoubleWithEachAttemptUpToTheLongest() {
    for (int tried = 1; tried <= 100; tried++) {
      var doubled = FIRST.multipliedBy(1L << Math.min(tried - 1, 10));
      var whole = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
      assertThat(BackOff.pause(FIRST, LONGEST, tried, "case/7/" + tried))
          .as("after attempt %d", tried)
          .isBetween(whole.dividedBy(2), whole);
    }
  }

  @Test
  void manyThatFailTogetherDoNotComeBackTogetherAndEachAlwaysAlike() {
    assertThat(IntStream.range(0, 100).mapToObj(BackOffTest::ofCase).distinct())
        .hasSizeGreaterThan(50);
    assertThat(ofCase(7)).isEqualTo(ofCase(7));
  }

  private static Duration ofCase(int number) {
    return BackOff.pause(FIRST, LONGEST, 3, "case-" + number + "/7/3");
  }
}
