package io.belay.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own, so small that it can be filled. Only root can mount one. */
final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /** Whether this process may mount one. */
  static boolean canBeMounted() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/usr/bin/mount"));
  }

  /** Mounts one at a directory, which is made; it is empty. */
  static SmallDisk mount(Path place, int megabytes) {
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "belay-faults", place.toString());
    return new SmallDisk(place);
  }

  /** Not a byte is left. */
  void fill() {
    try (var filler = Files.newOutputStream(filler())) {
      var bytes = new byte[CHUNK];
      while (true) {
        filler.write(bytes);
      }
    } catch (IOException full) {
      // as it is to be
    }
  }

  /** Somebody cleaned up. */
  void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return place.resolve("filler");
  }

  @Override
  public void close() {
    run("umount", "--lazy", place.toString());
  }

  private static void run(String... command) {
    try {
      var process = new ProcessBuilder(command).inheritIO().start();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("Expected %s to succeed".formatted(List.of(command)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
