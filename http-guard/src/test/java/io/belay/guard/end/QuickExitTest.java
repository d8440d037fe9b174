package io.belay.guard.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "foreign functions came with Java 22")
class QuickExitTest {
  @TempDir private Path dir;

  @Test
  void hasTheCodeThatWasAskedForWhateverLibrariesDoAtTheEnd() throws Exception {
    assertThat(codeOf("exit")).isEqualTo(AbortingJvm.ABORTED);
    assertThat(codeOf("halt")).isEqualTo(AbortingJvm.ABORTED);
    assertThat(codeOf("quick exit")).isEqualTo(75);
  }

  private int codeOf(String end) throws Exception {
    try (var jvm = AbortingJvm.start(end, dir)) {
      return jvm.code();
    }
  }
}
