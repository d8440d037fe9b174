package io.belay.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A contender that is a process of its own on this one's JDK and class path, with a bounded heap.
 */
public final class ChildJvm implements AutoCloseable {
  private final Process process;

  private ChildJvm(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param directory of its log, {@code name.log}
   */
  public static ChildJvm start(
      Path directory, String name, int heapMegabytes, Class<?> main, List<String> arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Djava.net.preferIPv4Stack=true",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return new ChildJvm(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Stops it in order; returns when it is gone. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
