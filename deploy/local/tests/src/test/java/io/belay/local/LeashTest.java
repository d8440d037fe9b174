package io.belay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeashTest {
  /** A program that never ends by itself. */
  public static final class Endless {
    public static void main(String[] args) throws InterruptedException {
      System.out.println("running");
      new CountDownLatch(1).await();
    }
  }

  @Test
  void childEndsWhenItsParentIsGone() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Leash.class.getName(),
                Endless.class.getName())
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("running");
      // what the system does to the pipe of a parent that was killed
      process.outputWriter().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }
}
