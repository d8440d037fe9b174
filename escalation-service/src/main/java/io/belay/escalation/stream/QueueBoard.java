package io.belay.escalation.stream;

import io.belay.escalation.domain.queue.QueueCounts;
import io.belay.escalation.domain.queue.QueueCounts.Line;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The counts of all partitions that this instance owns. */
public final class QueueBoard {
  private final Map<Integer, QueueCounts> byPartition = new ConcurrentHashMap<>();

  /** Counts of a partition, from nothing. */
  QueueCounts taken(int partition) {
    var counts = new QueueCounts();
    byPartition.put(partition, counts);
    return counts;
  }

  /** The partition went elsewhere, unless another task of this instance has taken it since. */
  void left(int partition, QueueCounts counts) {
    byPartition.remove(partition, counts);
  }

  /** Cases in work by tier and category. */
  public List<Line> lines() {
    return merged(byPartition.values().stream().flatMap(counts -> counts.lines().stream()));
  }

  /** Lines of several counters as one, by tier and category. */
  public static List<Line> merged(Stream<Line> lines) {
    return lines
        .collect(
            Collectors.toMap(line -> List.of(line.tier(), line.category()), l -> l, Line::plus))
        .values()
        .stream()
        .sorted(Comparator.comparing(Line::tier).thenComparing(Line::category))
        .toList();
  }
}
