package io.belay.endtoend;

import java.time.Duration;
import java.util.Collection;
import java.util.regex.Pattern;

/** What services still spend on compiling themselves, as their metrics say. */
final class Compilers {
  private static final Pattern TIME =
      Pattern.compile("(?m)^jvm_compilation_time_ms_total\\{[^}]*} (\\S+)$");

  private Compilers() {}

  /** Since the services at these {@code host:port} were started, all of them together. */
  static Duration timeOf(Collection<String> targets) {
    var times = TIME.matcher(MetricsTable.scrape(targets)).results().toList();
    if (times.size() != targets.size()) {
      throw new IllegalStateException(
          "Expected the compilers' time of %d services, but found %d"
              .formatted(targets.size(), times.size()));
    }
    return Duration.ofMillis(
        (long) times.stream().mapToDouble(time -> Double.parseDouble(time.group(1))).sum());
  }

  /** What this is of all processors' time. */
  static double share(Duration compiled, Duration time) {
    return (double) compiled.toMillis()
        / (time.toMillis() * Runtime.getRuntime().availableProcessors());
  }
}
