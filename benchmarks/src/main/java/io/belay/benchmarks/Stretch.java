package io.belay.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the JVMs used from its start until it is asked, compilers and the rest of each apart. Both
 * are of processes that live at its start.
 */
final class Stretch {
  /** What is measured counts as compiled while compilers have less of the processors than this. */
  static final double COMPILED_BELOW = 0.03;

  private static final double MILLIS = 1_000;

  private final Map<String, Long> jvms;
  private final Map<String, Double> before;
  private final double compilersBefore;
  private final long startedNanos = System.nanoTime();

  /**
   * @param jvms ids of processes by name
   */
  Stretch(Map<String, Long> jvms) {
    this.jvms = new LinkedHashMap<>(jvms);
    before = seconds();
    compilersBefore = CompilerTime.seconds(jvms.values());
  }

  /** The compilers' part of the processors' time. */
  double compilersShare() {
    double available =
        (System.nanoTime() - startedNanos) / 1e9 * Runtime.getRuntime().availableProcessors();
    return (CompilerTime.seconds(jvms.values()) - compilersBefore) / available;
  }

  /** Milliseconds of a processor for each of so many things done, by process; no compilers. */
  String millisEach(int things) {
    var used = seconds();
    used.replaceAll(
        (name, seconds) -> (seconds - before.getOrDefault(name, 0.0)) * MILLIS / things);
    double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
    return "%.2f ms of a processor each, without compilers: %s"
        .formatted(
            all,
            used.entrySet().stream()
                .map(entry -> "%s %.2f".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ")));
  }

  private Map<String, Double> seconds() {
    var seconds = new LinkedHashMap<String, Double>();
    jvms.forEach(
        (name, pid) ->
            ProcessUse.of(pid)
                .ifPresent(use -> seconds.put(name, use.cpuSeconds() - CompilerTime.seconds(pid))));
    return seconds;
  }
}
