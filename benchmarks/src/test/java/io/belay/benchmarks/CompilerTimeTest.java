package io.belay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerTimeTest {

  @Test
  void thisJvmHasCompiledAndNotUsedAllItsTimeForIt() {
    long pid = ProcessHandle.current().pid();
    double compilers = CompilerTime.seconds(List.of(pid));
    double all = ProcessUse.of(pid).orElseThrow().cpuSeconds();
    assertThat(compilers).isPositive().isLessThanOrEqualTo(all);
  }

  @Test
  void aProcessThatIsGoneHasCompiledNothing() {
    assertThat(CompilerTime.seconds(List.of((long) Integer.MAX_VALUE))).isZero();
  }
}
