package io.belay.local.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./run} and {@code ./belay} as they are, in a project whose JDK only says how it was
 * called.
 */
class RunScriptTest {
  private static final String NOTHING_TO_BUILD =
      """
      find_jdk() { BELAY_JAVA=$root/java; }
      build_stale() { :; }
      jar_of() { echo "$1/target/local.jar"; }
      """;

  @TempDir Path directory;

  @Test
  void aRelativePathIsOneOfTheFolderItIsCalledIn() throws Exception {
    var root = projectThatSaysHowItWasCalled("run");
    var here = Files.createDirectories(directory.resolve("elsewhere")).toRealPath();

    var said = call(here, root.resolve("run"), "--data", "kept").lines().toList();

    assertThat(said.getFirst()).isEqualTo(here.toString());
    assertThat(said.getLast())
        .contains("-Dbelay.root=" + root)
        .contains("-cp " + root + "/deploy/local/target/local.jar:" + root + "/deploy/local/")
        .endsWith("--data kept");
  }

  @Test
  void anOperatorsCommandKnowsTheProjectFromAnywhere() throws Exception {
    var root = projectThatSaysHowItWasCalled("belay");
    var here = Files.createDirectories(directory.resolve("elsewhere")).toRealPath();

    var said = call(here, root.resolve("belay"), "kafka", "apply").lines().toList();

    assertThat(said.getFirst()).isEqualTo(here.toString());
    assertThat(said.getLast()).contains("-Dbelay.root=" + root).endsWith("kafka apply");
  }

  private Path projectThatSaysHowItWasCalled(String script) throws IOException {
    var root = Files.createDirectories(directory.resolve("project")).toRealPath();
    Files.createDirectories(root.resolve("deploy/local"));
    Files.writeString(root.resolve("deploy/local/launchers.sh"), NOTHING_TO_BUILD);
    executable(root.resolve("java"), "#!/bin/sh\npwd\necho \"$@\"\n");
    executable(
        root.resolve(script), Files.readString(Path.of(System.getProperty("belay.root"), script)));
    return root;
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "belay"})
  void whatCanBeAskedForIsSaidBeforeAnythingIsBuilt(String script) throws Exception {
    var root = projectWithoutJava(script);

    assertThat(call(directory, root.resolve(script), "--help")).startsWith("usage: ./" + script);
  }

  @Test
  void everyFlagIsInTheHelp() throws Exception {
    var help = call(directory, projectWithoutJava("run").resolve("run"), "-h");
    for (var port : Port.values()) {
      assertThat(help).contains(port.flag() + " " + port.usual());
    }
    assertThat(help)
        .contains("--once", "--no-samples", "--replay", "--speed", "--cases", "--data", "--pack")
        .contains("--zone", "default: " + Options.parse("--replay", "log.csv").zone());
    assertThat(call(directory, projectWithoutJava("belay").resolve("belay"), "--help"))
        .contains("[--out DIR] [--zone Z]");
  }

  private Path projectWithoutJava(String script) throws IOException {
    var root = Files.createDirectories(directory.resolve("no-java-for-" + script));
    Files.createDirectories(root.resolve("deploy/local"));
    Files.writeString(
        root.resolve("deploy/local/launchers.sh"),
        "find_jdk() { exit 3; }\nbuild_stale() { exit 3; }\n");
    executable(
        root.resolve(script), Files.readString(Path.of(System.getProperty("belay.root"), script)));
    return root;
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String call(Path here, Path command, String... arguments) throws Exception {
    var all = new ArrayList<>(List.of(command.toString()));
    all.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(all).directory(here.toFile()).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      var said = new String(out.readAllBytes(), UTF_8);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    }
  }
}
