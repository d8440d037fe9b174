package io.belay.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class data sharing: what a JVM loaded and checked is kept in a file, which later ones of the same
 * class path map into memory instead of doing so again.
 */
final class SharedClasses {
  /** An archive that does not fit, and a class that cannot be in one, are no news to anybody. */
  private static final String SILENCE =
      Runtime.version().feature() < 25 ? "-Xlog:cds*=off" : "-Xlog:cds*=off,aot*=off";

  private SharedClasses() {}

  /**
   * These flags for a JVM, and those by which it uses the archive, and makes it at its orderly end
   * where there is none, or none that fits.
   */
  static List<String> keptIn(Path archive, List<String> flags) {
    return Stream.concat(
            flags.stream(), Stream.of("-XX:+AutoCreateSharedArchive", file(archive), SILENCE))
        .toList();
  }

  /**
   * These flags for a JVM of the same class path, and those by which it uses the archive if it is
   * there.
   */
  static List<String> from(Path archive, List<String> flags) {
    return Files.exists(archive)
        ? Stream.concat(flags.stream(), Stream.of(file(archive), SILENCE)).toList()
        : flags;
  }

  private static String file(Path archive) {
    return "-XX:SharedArchiveFile=" + archive;
  }
}
