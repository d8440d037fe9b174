package io.belay.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a process has used since its start, as the kernel counts it. */
record ProcessUse(double cpuSeconds, long peakMegabytes) {
  /** Ticks a second in /proc; fixed at 100 for programs on Linux. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int STATE_FIELD = 0;
  private static final int UTIME_FIELD = 11;
  private static final int STIME_FIELD = 12;

  /** Use of a live process; empty where it is gone or there is no /proc. */
  static Optional<ProcessUse> of(long pid) {
    Path proc = Path.of("/proc", Long.toString(pid));
    try {
      return Optional.of(
          parse(Files.readString(proc.resolve("stat")), Files.readString(proc.resolve("status"))));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProcessUse parse(String stat, String status) {
    long peakKilobytes =
        status
            .lines()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("[^0-9]", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(0);
    return new ProcessUse(cpuSeconds(stat), peakKilobytes / 1024);
  }

  /** CPU time in a line of /proc/PID/stat, or of one of its threads. */
  static double cpuSeconds(String stat) {
    // The name, in brackets, may hold spaces: fields are counted from behind it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    if (fields[STATE_FIELD].length() != 1) {
      throw new IllegalArgumentException("Expected a line of /proc/PID/stat, but it is " + stat);
    }
    return (Long.parseLong(fields[UTIME_FIELD]) + Long.parseLong(fields[STIME_FIELD]))
        / TICKS_PER_SECOND;
  }

  /** Both together: CPU adds up, and the higher peak counts. */
  ProcessUse plus(ProcessUse other) {
    return new ProcessUse(
        cpuSeconds + other.cpuSeconds, Math.max(peakMegabytes, other.peakMegabytes));
  }

  @Override
  public String toString() {
    return "%.1f s CPU, peak %,d MB".formatted(cpuSeconds, peakMegabytes);
  }
}
