package io.belay.guard.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "foreign functions came with Java 22")
class UnclosedStoresTest {
  private static final int TERMINATED = 143;

  @TempDir private Path dir;

  @Test
  void aServiceThatIsToldToStopEndsAsToldAlsoWithStoresInUse() throws Exception {
    assertThat(codeAfterSigterm("stores left")).isEqualTo(TERMINATED);
  }

  @Test
  void whereAllIsClosedTheJvmEndsByItself() throws Exception {
    assertThat(codeAfterSigterm("stores closed")).isEqualTo(AbortingJvm.ABORTED);
  }

  private int codeAfterSigterm(String stores) throws Exception {
    try (var jvm = AbortingJvm.start(stores, dir)) {
      return jvm.terminatedOnceReady().code();
    }
  }
}
