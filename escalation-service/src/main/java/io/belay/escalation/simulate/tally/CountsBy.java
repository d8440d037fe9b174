package io.belay.escalation.simulate.tally;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts within groups, by the group's name. */
final class CountsBy {
  private final SortedMap<String, Counts> byGroup = new TreeMap<>();

  void add(String group, String name) {
    add(group, name, 1);
  }

  void add(String group, String name, long times) {
    byGroup.computeIfAbsent(group, g -> new Counts()).add(name, times);
  }

  void addAll(CountsBy other) {
    other.byGroup.forEach(
        (group, counts) -> byGroup.computeIfAbsent(group, g -> new Counts()).addAll(counts));
  }

  Map<String, Map<String, Long>> figures() {
    var figures = new TreeMap<String, Map<String, Long>>();
    byGroup.forEach((group, counts) -> figures.put(group, counts.figures()));
    return figures;
  }
}
