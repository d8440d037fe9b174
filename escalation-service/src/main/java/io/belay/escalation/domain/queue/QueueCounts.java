package io.belay.escalation.domain.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How many cases lie where, kept up to date case by case. Safe for one writer and any number of
 * readers.
 */
public final class QueueCounts {
  private final Map<Place, Count> counts = new TreeMap<>();

  private record Place(String tier, String category) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTier = tier.compareTo(other.tier);
      return byTier != 0 ? byTier : category.compareTo(other.category);
    }
  }

  private record Count(long open, long warned, long breached) {
    static final Count NONE = new Count(0, 0, 0);

    Count plus(Standing standing, int times) {
      return new Count(
          open + (standing.inWork() ? times : 0),
          warned + (standing.warned() ? times : 0),
          breached + (standing.breached() ? times : 0));
    }
  }

  /** The cases of one tier and category that are in work. */
  public record Line(String tier, String category, long open, long warned, long breached) {
    /** The same place seen by two counters. */
    public Line plus(Line other) {
      return new Line(
          tier, category, open + other.open, warned + other.warned, breached + other.breached);
    }
  }

  /** A case moved from one standing to another; empty where it was not there yet, or left. */
  public synchronized void moved(Optional<Standing> before, Optional<Standing> after) {
    if (!before.equals(after)) {
      before.ifPresent(standing -> change(standing, count -> count.plus(standing, -1)));
      after.ifPresent(standing -> change(standing, count -> count.plus(standing, 1)));
    }
  }

  /** Places with at least one case, by tier and category. */
  public synchronized List<Line> lines() {
    var lines = new ArrayList<Line>(counts.size());
    counts.forEach(
        (place, count) ->
            lines.add(
                new Line(place.tier, place.category, count.open, count.warned, count.breached)));
    return lines;
  }

  public synchronized void clear() {
    counts.clear();
  }

  private void change(Standing standing, UnaryOperator<Count> change) {
    var place = new Place(standing.tier(), standing.category());
    var next = change.apply(counts.getOrDefault(place, Count.NONE));
    if (next.equals(Count.NONE)) {
      counts.remove(place);
    } else {
      counts.put(place, next);
    }
  }
}
