package io.belay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void roundsThatMakeWarmDoNotCountAndEndOnceTheCompilersAreIdle() throws Exception {
    var words = new ByteArrayOutputStream();
    var measured = new AtomicInteger();
    // no process: nothing compiles
    new Rounds(2)
        .with(
            "one",
            () -> new Rate(measured.incrementAndGet() == 1 ? 900 : 100, Duration.ofSeconds(1)))
        .warmUp(Map.of(), 5, new PrintStream(words, true, UTF_8))
        .print(new PrintStream(words, true, UTF_8));
    assertThat(measured).hasValue(3);
    assertThat(words.toString(UTF_8)).contains("to make warm  1").contains("100 (100–100)");
  }

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
