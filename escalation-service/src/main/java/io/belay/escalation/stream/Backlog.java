package io.belay.escalation.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long events wait for their decision in this instance, as its threads saw lately. Who is about
 * to write many events looks here first: those of others would wait behind them.
 */
public final class Backlog {
  /** What was seen before says nothing any more. */
  static final Duration LATELY = Duration.ofSeconds(1);

  private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

  /** An event was decided. */
  private record Seen(Instant at, Duration waited) {}

  /** What one partition's thread sees. */
  static final class Partition {
    private volatile Seen last = new Seen(Instant.EPOCH, Duration.ZERO);

    /** An event was decided that had to wait so long since its append. */
    void decided(Instant at, Duration waited) {
      last = new Seen(at, waited);
    }
  }

  Partition of(int partition) {
    return partitions.computeIfAbsent(partition, p -> new Partition());
  }

  /** Of the partition whose events wait longest; zero where none was decided lately. */
  Duration longestWait(Instant now) {
    return partitions.values().stream()
        .map(partition -> partition.last)
        .filter(seen -> !seen.at().isBefore(now.minus(LATELY)))
        .map(Seen::waited)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
