package io.belay.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that is not ours and that tests run against, such as a browser or an SMS gateway.
 *
 * <p>A test skips itself by name where the program is missing: {@code assumeTrue(peer.isThere(),
 * peer.whyNot())}. With {@code -Dpeers=required} a missing program fails the test instead.
 *
 * @param name of the executable
 */
public record PeerProgram(String name) {
  private static final String REQUIRED = "required";

  /** Where Debian puts what a shell does not look for; the last one has Kannel's fakesmsc. */
  private static final List<String> MORE_FOLDERS =
      List.of("/usr/sbin", "/usr/bin", "/usr/lib/kannel/test");

  /**
   * Whether it can be started.
   *
   * @throws IllegalStateException when it is missing, but every peer is required
   */
  public boolean isThere() {
    boolean there = find().isPresent();
    if (!there && areRequired()) {
      throw new IllegalStateException(whyNot());
    }
    return there;
  }

  /** What to say of a test that cannot run without it. */
  public String whyNot() {
    return "Expected to find the program '" + name + "' on PATH, but it is not installed";
  }

  /**
   * Where it lies.
   *
   * @throws IllegalStateException when it is missing
   */
  public Path path() {
    return find().orElseThrow(() -> new IllegalStateException(whyNot()));
  }

  static boolean areRequired() {
    return REQUIRED.equals(System.getProperty("belay.peers"));
  }

  private Optional<Path> find() {
    var onPath = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return Stream.concat(Arrays.stream(onPath), MORE_FOLDERS.stream())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
