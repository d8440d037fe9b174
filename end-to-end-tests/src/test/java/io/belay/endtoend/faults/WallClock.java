package io.belay.endtoend.faults;

import io.belay.local.PeerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of one process, by the library of Debian's faketime: the machine's own stays as it
 * is. What measures spans is not moved, as it is not by an administrator who sets a clock.
 */
final class WallClock {
  static final PeerProgram FAKETIME = new PeerProgram("faketime");

  private WallClock() {}

  /**
   * What a process must be started with so that its clock can be moved; nothing where it cannot.
   */
  static Map<String, String> environment(Path clock) {
    if (!Files.isExecutable(Path.of("/usr/bin/faketime"))) {
      return Map.of();
    }
    step(clock, Duration.ZERO);
    return Map.of(
        "LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1",
        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "DONT_FAKE_MONOTONIC", "1",
        // else every timed wait of a JVM ends at once
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  static void step(Path clock, Duration ahead) {
    try {
      Files.writeString(clock, "%+d\n".formatted(ahead.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
