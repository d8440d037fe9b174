package io.belay.guard.end;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * A JVM that the C library aborts at its end, as it does where a native library is still in use.
 * What ends it depends on its argument.
 */
final class AbortingJvm implements AutoCloseable {
  static final int ABORTED = 134;

  /** What it says once it waits for a signal. */
  private static final String READY = "ready";

  private static final String PROGRAM =
      """
      package io.belay.guard.end;

      import java.lang.foreign.FunctionDescriptor;
      import java.lang.foreign.Linker;
      import java.lang.foreign.MemorySegment;
      import java.lang.foreign.ValueLayout;
      import org.springframework.boot.WebApplicationType;
      import org.springframework.boot.builder.SpringApplicationBuilder;

      class AbortsAtExit {
        public static void main(String[] args) throws Throwable {
          var linker = Linker.nativeLinker();
          var c = linker.defaultLookup();
          var onExit =
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
          int refused =
              (int)
                  linker
                      .downcallHandle(c.find("on_exit").orElseThrow(), onExit)
                      .invokeExact(c.find("abort").orElseThrow(), MemorySegment.NULL);
          if (refused != 0) {
            Runtime.getRuntime().halt(1);
          }
          switch (args[0]) {
            case "exit" -> System.exit(75);
            case "halt" -> Runtime.getRuntime().halt(75);
            case "quick exit" -> QuickExit.now(75);
            default -> {
              new SpringApplicationBuilder(AbortsAtExit.class).web(WebApplicationType.NONE).run();
              UnclosedStores.mindTheEnd();
              if (args[0].equals("stores left")) {
                UnclosedStores.left();
              }
              System.out.println("ready");
              Thread.sleep(60_000);
            }
          }
        }
      }
      """;

  private final Process process;

  private AbortingJvm(Process process) {
    this.process = process;
  }

  /** Starts one that ends in this way, or waits for a signal. */
  static AbortingJvm start(String end, Path dir) throws IOException {
    var source = Files.writeString(dir.resolve("AbortsAtExit.java"), PROGRAM);
    var classes = System.getProperty("java.class.path") + File.pathSeparator + dir;
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", dir.toString(), "-cp", classes, source.toString());
    if (failed != 0) {
      throw new IllegalStateException("Expected the program to compile");
    }
    return new AbortingJvm(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + dir.resolve("hs_err.log"),
                "-cp",
                classes,
                "io.belay.guard.end.AbortsAtExit",
                end)
            .directory(dir.toFile())
            .redirectError(dir.resolve("errors.txt").toFile())
            .start());
  }

  /** Sends SIGTERM once it waits for one. */
  AbortingJvm terminatedOnceReady() throws IOException {
    var lines = process.inputReader();
    for (var line = lines.readLine(); !READY.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new IllegalStateException("Expected it to wait for a signal, but it ended");
      }
    }
    process.destroy();
    return this;
  }

  /** The code it ends with. */
  int code() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Expected it to end, but it runs");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
