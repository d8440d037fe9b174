package io.belay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
  private static final int ASKED_FOR = 1_000;

  @Test
  void aPortIsToldOnceAlthoughNobodyListensThereYet() {
    var ports = IntStream.range(0, ASKED_FOR).mapToObj(i -> FreePort.any()).toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(FreePort::isFree);
  }

  @Test
  void twoProcessesAreNotToldTheSamePort() throws IOException {
    var other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Asking.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var told = other.inputReader()) {
      var theirs = told.lines().limit(ASKED_FOR).map(Integer::valueOf).toList();
      assertThat(theirs).hasSize(ASKED_FOR);

      assertThat(IntStream.range(0, ASKED_FOR).mapToObj(i -> FreePort.any()))
          .doesNotContainAnyElementsOf(theirs);
    } finally {
      other.destroyForcibly();
    }
  }

  /** Asks for ports, and lives until it is ended. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] args) throws IOException {
      IntStream.range(0, ASKED_FOR).forEach(i -> System.out.println(FreePort.any()));
      System.out.flush();
      while (System.in.read() >= 0) {
        // nothing is said to it
      }
    }
  }

  @Test
  void aPortSomebodyListensOnIsNotFree() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePort.isFree(socket.getLocalPort())).isFalse();
    }
  }
}
