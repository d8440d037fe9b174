package io.belay.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * A JVM started beside this one, on this one's JDK and on the {@link Leash}; its output goes to a
 * log file. It ignores the terminal's Ctrl-C: who started it also stops it, in order.
 */
final class JavaProcess implements AutoCloseable {
  private static final Duration ORDERLY_END = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 50;
  private static final int LOG_TAIL_BYTES = 1500;

  private final String name;
  private final Process process;
  private final Path log;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a JVM.
   *
   * @param name what people call it
   * @param flags the JVM's own
   * @param classPath without the leash, which is added
   * @param mainAndArguments the main class and its arguments
   * @param log output is appended to this file
   */
  static JavaProcess start(
      String name,
      List<String> flags,
      String classPath,
      List<String> mainAndArguments,
      Map<String, String> environment,
      Path log) {
    var command = new ArrayList<String>();
    // An ignored signal stays ignored over exec, and a JVM leaves it so.
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath + ":" + BelayRoot.ownClasses(), Leash.class.getName()));
    command.addAll(mainAndArguments);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new JavaProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to start " + name + ", but it failed", e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns when the process is ready.
   *
   * @throws IllegalStateException when it ends first or takes longer; names the log
   */
  void awaitReady(Duration atMost, BooleanSupplier ready) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "Expected %s to start, but it ended with exit code %d; the end of %s:\n%s"
                .formatted(name, process.exitValue(), log, logTail()));
      }
      if (System.nanoTime() > end) {
        kill();
        throw new IllegalStateException(
            "Expected %s to be ready within %d s, but it is not; the end of %s:\n%s"
                .formatted(name, atMost.toSeconds(), log, logTail()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
      if (Thread.interrupted()) {
        kill();
        throw new IllegalStateException("Interrupted while " + name + " was starting");
      }
    }
  }

  /** Waits until the process has ended by itself; its exit code. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** As {@link #awaitEnd()}; nothing when it goes on for longer. */
  OptionalInt awaitEnd(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
          ? OptionalInt.of(process.exitValue())
          : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /** Runs this with the exit code once the process has ended, for whatever reason. */
  void onEnd(IntConsumer told) {
    var unused = process.onExit().thenAccept(ended -> told.accept(ended.exitValue()));
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("Expected " + this.name + " to take SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending SIG" + name, e);
    }
  }

  /** SIGKILL, and returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    awaitGone();
  }

  /** SIGTERM; SIGKILL when that takes too long. */
  @Override
  public void close() {
    // By its handle: Process.destroy() would close the input too, and the leash would cut it short.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    awaitGone();
  }

  private void awaitGone() {
    process.onExit().join();
  }

  private String logTail() {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LOG_TAIL_BYTES));
      var bytes = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }
}
