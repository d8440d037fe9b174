package io.belay.local;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A package of npm's that tests run against on Node, laid out in {@code node_modules} at the
 * project's root. Missing, it skips or fails a test as a {@link PeerProgram} does.
 *
 * @param name of the package
 */
public record PeerModule(String name) {
  private static final PeerProgram NODE = new PeerProgram("node");

  /**
   * Whether it can be run.
   *
   * @throws IllegalStateException when it is missing, but every peer is required
   */
  public boolean isThere() {
    boolean there = Files.isDirectory(root().resolve("node_modules").resolve(name));
    if (!there && PeerProgram.areRequired()) {
      throw new IllegalStateException(whyNot());
    }
    return NODE.isThere() && there;
  }

  /** What to say of a test that cannot run without it. */
  public String whyNot() {
    return "Expected Node and the npm package '%s' in node_modules, but one is not installed"
        .formatted(name);
  }

  /** The folder that holds {@code node_modules}. */
  public Path root() {
    return BelayRoot.path();
  }
}
