package io.belay.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.local.PeerProgram;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Prometheus' own tool, which checks and tries what {@code deploy/} asks it. */
final class Promtool {
  private static final PeerProgram PROMTOOL = new PeerProgram("promtool");
  static final Path PROMETHEUS = Dashboards.root().resolve("deploy/prometheus");

  private Promtool() {}

  /** What it says in {@code deploy/prometheus}; the test is skipped where it is missing. */
  static String run(String... arguments) throws Exception {
    assumeTrue(PROMTOOL.isThere(), PROMTOOL.whyNot());
    var command = Stream.concat(Stream.of(PROMTOOL.path().toString()), Stream.of(arguments));
    var process =
        new ProcessBuilder(command.toList())
            .directory(PROMETHEUS.toFile())
            .redirectErrorStream(true)
            .start();
    try (var out = process.getInputStream()) {
      var said = new String(out.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    }
  }
}
