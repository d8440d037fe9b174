package io.belay.escalation.simulate.tally;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each of a few things happened, by name. */
final class Counts {
  private final SortedMap<String, Long> byName = new TreeMap<>();

  void add(String name) {
    add(name, 1);
  }

  void add(String name, long times) {
    byName.merge(name, times, Long::sum);
  }

  void addAll(Counts other) {
    other.byName.forEach(this::add);
  }

  /** In the order of the names. */
  Map<String, Long> figures() {
    return new TreeMap<>(byName);
  }
}
