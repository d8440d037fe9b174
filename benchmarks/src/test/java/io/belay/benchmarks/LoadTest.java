package io.belay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void withoutWordsItIsTheOverview() {
    assertThat(Load.of()).isEqualTo(new Load("overview", 100_000, 1, 500));
  }

  @Test
  void aTableHasALoadOfItsOwnAndTakesAnother() {
    assertThat(Load.of("timers")).isEqualTo(new Load("timers", 200_000, 5, 0));
    assertThat(Load.of("lateness", "--cases", "5000", "--per-second", "100"))
        .isEqualTo(new Load("lateness", 5_000, 1, 100));
    assertThat(Load.of("--quick")).isEqualTo(new Load("overview", 10_000, 1, 50));
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Load.of("timer"))
        .withMessageContaining("'timer'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Load.of("timers", "--fast"))
        .withMessageContaining("'--fast'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Load.of("timers", "--rounds", "none"))
        .withMessageContaining("after --rounds");
  }
}
