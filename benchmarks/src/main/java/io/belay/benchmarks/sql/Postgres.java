package io.belay.benchmarks.sql;

import io.belay.local.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this run alone: own data directory, own port on loopback, an unprivileged
 * user, {@code synchronous_commit=on}.
 */
public final class Postgres implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  /** Room for a million cases, and no checkpoint within a measurement. */
  private static final List<String> SETTINGS =
      List.of(
          "synchronous_commit=on",
          "fsync=on",
          "shared_buffers=1GB",
          "max_wal_size=8GB",
          "checkpoint_timeout=30min",
          "listen_addresses=127.0.0.1",
          "max_connections=50");

  private final Process process;
  private final Path data;
  private final int port;

  private Postgres(Process process, Path data, int port) {
    this.process = process;
    this.data = data;
    this.port = port;
  }

  /**
   * Starts a server; returns when it takes connections.
   *
   * @throws IllegalStateException when PostgreSQL is not installed or does not start
   */
  public static Postgres start(Path directory) {
    try {
      var programs = programs();
      var data = Files.createTempDirectory("belay-postgres-");
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
      if (isRoot()) {
        run(directory, List.of("chown", USER, data.toString()));
      }
      run(
          directory,
          unprivileged(
              programs.resolve("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + USER,
              "--auth=trust",
              "--encoding=UTF8",
              "--no-locale"));
      int port = FreePort.any();
      var command = new ArrayList<>(unprivileged(programs.resolve("postgres").toString()));
      command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
      command.addAll(List.of("-k", data.toString()));
      SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
      var process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("postgres.log").toFile())
              .start();
      var server = new Postgres(process, data, port);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where JDBC finds it. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, USER);
  }

  /** A connection that commits by itself until it is told otherwise. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** The server and the processes it has made for its connections. */
  public List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  private void awaitReady() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (var connection = connect()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          close();
          throw new IllegalStateException("Expected PostgreSQL to start, but it did not", e);
        }
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (var files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest installed version's programs. */
  private static Path programs() throws IOException {
    if (Files.isDirectory(DEBIAN)) {
      try (var versions = Files.list(DEBIAN)) {
        var newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
          return newest.get();
        }
      }
    }
    throw new IllegalStateException(
        "Expected PostgreSQL under "
            + DEBIAN
            + ", but it is not installed: see docs/benchmarks.md");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> unprivileged(String... command) {
    var whole = new ArrayList<String>();
    if (isRoot()) {
      whole.addAll(
          List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--"));
    }
    whole.addAll(Arrays.asList(command));
    return whole;
  }

  private static void run(Path directory, Collection<String> command) throws IOException {
    var log = directory.resolve("postgres-setup.log");
    var process =
        new ProcessBuilder(List.copyOf(command))
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "Expected '%s' to work, but it ended with %d: %s"
                .formatted(String.join(" ", command), process.exitValue(), Files.readString(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
