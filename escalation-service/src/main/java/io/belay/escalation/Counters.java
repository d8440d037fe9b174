package io.belay.escalation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters by name and tags, kept once they are found: the registry makes a sorted id for each
 * question, and several are counted for each timer.
 */
final class Counters {
  private final MeterRegistry registry;
  private final Map<Named, Counter> found = new ConcurrentHashMap<>();

  /** Tags are keys and values in turn. */
  private record Named(String name, List<String> tags) {}

  Counters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counter of this name and tags; at zero when it is new. */
  Counter of(String name, String... tags) {
    return found.computeIfAbsent(
        new Named(name, List.of(tags)), n -> registry.counter(n.name(), tags));
  }

  /** One more. */
  void count(String name, String... tags) {
    of(name, tags).increment();
  }
}
