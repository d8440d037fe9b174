package io.belay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Rounds.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    assertThat(Rounds.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3.0);
  }

  @Test
  void ratesAreComparedWithinARound() {
    assertThat(Rounds.ratio(List.of(10.0, 100.0, 30.0), List.of(5.0, 100.0, 10.0)))
        .isEqualTo("2.00 (1.00–3.00)");
  }
}
