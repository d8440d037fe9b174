package io.belay.guard.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "foreign functions came with Java 22")
class QuickExitTest {
  /** What it does in the end depends on its argument; the C library is to abort it then. */
  private static final String ABORTS_AT_EXIT =
      """
      package io.belay.guard.clock;

      import java.lang.foreign.FunctionDescriptor;
      import java.lang.foreign.Linker;
      import java.lang.foreign.MemorySegment;
      import java.lang.foreign.ValueLayout;

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
            default -> QuickExit.now(75);
          }
        }
      }
      """;

  private static final int ABORTED = 134;

  @TempDir private Path dir;

  @Test
  void hasTheCodeThatWasAskedForWhateverLibrariesDoAtTheEnd() throws Exception {
    var source = Files.writeString(dir.resolve("AbortsAtExit.java"), ABORTS_AT_EXIT);
    var classes = System.getProperty("java.class.path") + File.pathSeparator + dir;
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", dir.toString(), "-cp", classes, source.toString()))
        .isZero();

    assertThat(codeOf("exit", classes)).isEqualTo(ABORTED);
    assertThat(codeOf("halt", classes)).isEqualTo(ABORTED);
    assertThat(codeOf("quick exit", classes)).isEqualTo(75);
  }

  private int codeOf(String end, String classes) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + dir.resolve("hs_err.log"),
                "-cp",
                classes,
                "io.belay.guard.clock.AbortsAtExit",
                end)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("output.txt").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
