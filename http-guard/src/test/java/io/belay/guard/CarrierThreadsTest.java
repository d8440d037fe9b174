package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
  /** In a JVM of its own: the measure is read once. More threads than processors keep theirs. */
  @Test
  void virtualThreadsThatKeepTheirThreadDoNotHoldUpTheOthers() throws Exception {
    assertThat(endsIn(30, "provided")).isTrue();
  }

  @Test
  void withoutItTheyDo() throws Exception {
    assertThat(endsIn(5, "as it is")).isFalse();
  }

  private static boolean endsIn(int seconds, String how) throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var process =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                WaitingInClassInitializers.class.getName(),
                how)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
