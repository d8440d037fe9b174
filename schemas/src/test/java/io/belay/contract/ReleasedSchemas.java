package io.belay.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas that were shipped, in {@code schemas/src/released/VERSION/TOPIC.avsc}. A release is
 * frozen with {@code mvn -pl schemas test -Drelease.schemas=VERSION}; one that exists is never
 * written over.
 */
final class ReleasedSchemas {
  private static final Path RELEASED = ContractSchemas.MODULE.resolve("src/released");
  private static final String VERSION = "v[1-9][0-9]*";

  /** One schema of one release. */
  record Released(String version, String file, Schema schema) {
    @Override
    public String toString() {
      return file + " " + version;
    }
  }

  private ReleasedSchemas() {}

  static List<Released> all() {
    var all = new ArrayList<Released>();
    for (Path version : list(RELEASED)) {
      for (Path file : list(version)) {
        String name = file.getFileName().toString().replaceFirst("\\.avsc$", "");
        all.add(new Released(version.getFileName().toString(), name, parse(file)));
      }
    }
    return List.copyOf(all);
  }

  /** Writes the schemas of today as a release. */
  static void freeze(Path releasedIn, String version) {
    if (!version.matches(VERSION)) {
      throw new IllegalArgumentException(
          "Expected -Drelease.schemas to be v and a number, but it is '%s'".formatted(version));
    }
    Path directory = releasedIn.resolve(version);
    if (Files.exists(directory)) {
      throw new IllegalStateException(
          "Expected to freeze release '%s', but it exists and never changes".formatted(version));
    }
    try {
      Files.createDirectories(directory);
      for (var entry : ContractSchemas.BY_FILE.entrySet()) {
        Files.writeString(
            directory.resolve(entry.getKey() + ".avsc"), entry.getValue().toString(true) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void freezeWhenAsked() {
    String version = System.getProperty("release.schemas");
    if (version != null) {
      freeze(RELEASED, version);
    }
  }

  static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
