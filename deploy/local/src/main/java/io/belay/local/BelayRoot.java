package io.belay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Where the project lies, and what its build laid out. */
final class BelayRoot {
  private BelayRoot() {}

  /** The project's root, from the system property {@code belay.root}. */
  static Path path() {
    var root = System.getProperty("belay.root");
    if (root == null) {
      throw new IllegalStateException(
          "Expected the system property 'belay.root' to name the project's root, but it is not"
              + " set");
    }
    return Path.of(root);
  }

  /** Class path of everything the module needs at run time, the broker included. */
  static String libraries() {
    var lib = laidOut("lib");
    try (var jars = Files.list(lib)) {
      return jars.map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What JVMs with these {@link #libraries()} keep for those that come after. */
  static Path librariesArchive() {
    return laidOut("lib").resolveSibling("lib.jsa");
  }

  /** The unpacked registry. */
  static Path registry() {
    return laidOut("registry");
  }

  /** The jar or folder these classes come from: all that the leash needs. */
  static Path ownClasses() {
    try {
      return Path.of(Leash.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path laidOut(String name) {
    var folder = path().resolve("deploy/local/target").resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "Expected '%s' from the build of local-platform, but it is missing".formatted(folder));
    }
    return folder;
  }
}
