package io.belay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void ranksAreTheSmallestValuesThatCoverTheShare() {
    List<Long> oneToTwoHundred = LongStream.rangeClosed(1, 200).boxed().toList();
    assertThat(Spread.of(oneToTwoHundred)).isEqualTo(new Spread(200, 100, 198, 200));
  }

  @Test
  void oneValueIsAllOfIt() {
    assertThat(Spread.of(List.of(7L))).isEqualTo(new Spread(1, 7, 7, 7));
  }

  @Test
  void orderDoesNotMatter() {
    assertThat(Spread.of(List.of(9L, 1L, 5L))).isEqualTo(new Spread(3, 5, 9, 9));
  }

  @Test
  void nothingMeasuredIsNoSpread() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }
}
