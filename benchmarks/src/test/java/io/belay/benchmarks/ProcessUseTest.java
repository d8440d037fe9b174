package io.belay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUseTest {

  @Test
  void aProcessNameWithSpacesAndBracketsDoesNotShiftTheFields() {
    String stat = "4711 (java (x) y) S 1 4711 4711 0 -1 4194560 9 0 0 0 1234 266 0 0 20 0 40 0 5";
    String status = "Name:\tjava\nVmPeak:\t  900000 kB\nVmHWM:\t  524288 kB\nVmRSS:\t  1024 kB\n";
    assertThat(ProcessUse.parse(stat, status)).isEqualTo(new ProcessUse(15.0, 512));
  }

  @Test
  void thisProcessHasUsedSomething() {
    assertThat(ProcessUse.of(ProcessHandle.current().pid()))
        .hasValueSatisfying(
            use -> {
              assertThat(use.cpuSeconds()).isPositive();
              assertThat(use.peakMegabytes()).isPositive();
            });
  }

  @Test
  void aProcessThatIsGoneHasNoUse() {
    assertThat(ProcessUse.of(Integer.MAX_VALUE)).isEmpty();
  }
}
