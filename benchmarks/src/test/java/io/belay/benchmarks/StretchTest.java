package io.belay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StretchTest {

  @Test
  void whatIsDoneInItIsCountedForEachThingAndByProcess() {
    var stretch = new Stretch(Map.of("this", ProcessHandle.current().pid()));
    long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(stretch.millisEach(1_000_000_000)).startsWith("0.00 ms").endsWith("this 0.00");
    assertThat(stretch.millisEach(1)).doesNotContain("this 0.00").contains("this ");
    assertThat(stretch.compilersShare()).isBetween(0.0, 1.0);
  }
}
