package io.belay.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * CPU time that the JVMs' compilers took, as the kernel counts it for their threads. A thread that
 * ended has taken its time with it; a JVM with many processors may end some of its compilers'.
 */
final class CompilerTime {
  /** Threads are named "C1 CompilerThread0" and the like; the kernel keeps 15 characters. */
  private static final String NAME = "C[12] CompilerThr.*";

  private CompilerTime() {}

  /** Seconds since the start of these processes, of threads that are there now. */
  static double seconds(Collection<Long> pids) {
    return pids.stream().mapToDouble(CompilerTime::seconds).sum();
  }

  /** Seconds since the start of this process; 0 where it is gone. */
  static double seconds(long pid) {
    double sum = 0;
    for (Path thread : threads(pid)) {
      try {
        if (Files.readString(thread.resolve("comm")).strip().matches(NAME)) {
          sum += ProcessUse.cpuSeconds(Files.readString(thread.resolve("stat")));
        }
      } catch (NoSuchFileException gone) {
        // it ended between being listed and being read
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sum;
  }

  private static List<Path> threads(long pid) {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
