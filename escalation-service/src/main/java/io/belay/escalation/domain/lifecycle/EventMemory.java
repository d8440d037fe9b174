package io.belay.escalation.domain.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * The ids of the latest events of a case, so that a repeat is recognised.
 *
 * @param eventIds oldest first, at most {@link #CAPACITY}
 * @param forgotten how many older ids had to make room; a repeat of one of them is not recognised
 */
public record EventMemory(List<String> eventIds, long forgotten) {
  /** Ids remembered a case. The busiest case of the logs we know has 148 events. */
  public static final int CAPACITY = 200;

  /** Ids remembered of a case that is over. */
  static final int CAPACITY_IN_SHORT = 50;

  public static final EventMemory EMPTY = new EventMemory(List.of(), 0);

  public EventMemory {
    eventIds = List.copyOf(eventIds);
  }

  public boolean contains(String eventId) {
    return eventIds.contains(eventId);
  }

  EventMemory inShort() {
    int surplus = eventIds.size() - CAPACITY_IN_SHORT;
    return surplus <= 0
        ? this
        : new EventMemory(eventIds.subList(surplus, eventIds.size()), forgotten + surplus);
  }

  EventMemory with(String eventId) {
    if (contains(eventId)) {
      return this;
    }
    var next = new ArrayList<String>(eventIds.size() + 1);
    boolean full = eventIds.size() >= CAPACITY;
    next.addAll(full ? eventIds.subList(1, eventIds.size()) : eventIds);
    next.add(eventId);
    return new EventMemory(next, full ? forgotten + 1 : forgotten);
  }
}
