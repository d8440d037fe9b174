package io.belay.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Where one run keeps all its state; used by one run at a time, and thrown away when temporary. */
final class DataDirectory implements AutoCloseable {
  private static final long LEAST_FREE_BYTES = 1L << 30;
  private static final int TRACKING_KEY_BYTES = 48;

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;
  private boolean keep;

  private DataDirectory(Path path, boolean temporary, FileChannel lock) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
  }

  static DataDirectory open(@Nullable Path given) {
    try {
      var path =
          given == null
              ? Files.createTempDirectory("belay-")
              : Files.createDirectories(given).toRealPath();
      long free = Files.getFileStore(path).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new CannotRun(
            "no disk space: %d MiB are free in %s, 1024 are needed; free some, or choose another"
                    .formatted(free >> 20, path)
                + " place with --data DIR");
      }
      var lock =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        throw new CannotRun("another ./run uses " + path + "; stop it, or choose another --data");
      }
      return new DataDirectory(path, given == null, lock);
    } catch (IOException e) {
      throw new CannotRun("cannot keep data in " + given + ": " + e.getMessage());
    }
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("logs");
  }

  /** Keeps a temporary directory after the end, for somebody to look into. */
  void keep() {
    keep = true;
  }

  /** The secret that signs tracking links; the same in later runs on this directory. */
  String trackingKey() {
    var file = path.resolve("tracking.key");
    try {
      if (!Files.exists(file)) {
        var key = new byte[TRACKING_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.writeString(file, Base64.getEncoder().encodeToString(key));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (temporary && !keep) {
        try (var files = Files.walk(path)) {
          for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
