package io.belay.duetime;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The due-time index of one partition: at most one instant a key, in order of (due time, key).
 *
 * <p>It lives in the heap and is derived data: fill it again from the store that owns the keys
 * whenever the partition is taken over. Scheduling, cancelling and taking cost O(log n); an entry
 * takes about 160 bytes with a UUID as its key. Not thread-safe: it belongs to one stream task.
 */
public final class WakeUps {
  private static final int FIRST_CAPACITY = 64;

  private final Map<String, Entry> entryByKey = new HashMap<>();
  private Entry[] heap = new Entry[FIRST_CAPACITY];
  private int size;

  private static final class Entry {
    final String key;
    long dueMillis;
    int position;

    Entry(String key, long dueMillis) {
      this.key = key;
      this.dueMillis = dueMillis;
    }

    boolean before(Entry other) {
      return dueMillis < other.dueMillis
          || (dueMillis == other.dueMillis && key.compareTo(other.key) < 0);
    }
  }

  /** A key whose time has come. */
  public record Due(String key, Instant dueAt) {}

  /**
   * Wakes the key at this instant (milliseconds precision) instead of any earlier or later one it
   * had.
   */
  public void schedule(String key, Instant dueAt) {
    long dueMillis = dueAt.toEpochMilli();
    Entry known = entryByKey.get(key);
    if (known == null) {
      add(new Entry(key, dueMillis));
    } else if (known.dueMillis != dueMillis) {
      known.dueMillis = dueMillis;
      siftUp(known.position);
      siftDown(known.position);
    }
  }

  /** The key is not woken any more; unknown keys are no error. */
  public void cancel(String key) {
    Entry known = entryByKey.remove(key);
    if (known != null) {
      removeAt(known.position);
    }
  }

  /** Takes the earliest entry out if it is due at or before {@code until}. */
  public Optional<Due> takeDue(Instant until) {
    if (size == 0 || heap[0].dueMillis > until.toEpochMilli()) {
      return Optional.empty();
    }
    Entry first = heap[0];
    entryByKey.remove(first.key);
    removeAt(0);
    return Optional.of(new Due(first.key, Instant.ofEpochMilli(first.dueMillis)));
  }

  /** When the next key is due; empty when nothing is scheduled. */
  public Optional<Instant> nextDueAt() {
    return size == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heap[0].dueMillis));
  }

  /** When this key is due; empty when it is not scheduled. */
  public Optional<Instant> dueAt(String key) {
    return Optional.ofNullable(entryByKey.get(key)).map(e -> Instant.ofEpochMilli(e.dueMillis));
  }

  /** Number of keys scheduled. */
  public int size() {
    return size;
  }

  /** Forgets everything, before it is filled again. */
  public void clear() {
    entryByKey.clear();
    heap = new Entry[FIRST_CAPACITY];
    size = 0;
  }

  private void add(Entry entry) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    entryByKey.put(entry.key, entry);
    place(entry, size++);
    siftUp(entry.position);
  }

  private void removeAt(int position) {
    Entry last = heap[--size];
    heap[size] = null;
    if (position < size) {
      place(last, holeAtTheBottom(position));
      siftUp(last.position);
    }
  }

  /**
   * Moves a hole down by the lesser child at each level. The last entry mostly belongs back at the
   * bottom, so to compare it on the way down would be in vain.
   */
  private int holeAtTheBottom(int from) {
    int hole = from;
    for (int child = lesserChild(hole); child < size; child = lesserChild(hole)) {
      place(heap[child], hole);
      hole = child;
    }
    return hole;
  }

  private void siftUp(int from) {
    Entry moving = heap[from];
    int position = from;
    while (position > 0) {
      int parent = (position - 1) >>> 1;
      if (!moving.before(heap[parent])) {
        break;
      }
      place(heap[parent], position);
      position = parent;
    }
    place(moving, position);
  }

  private void siftDown(int from) {
    Entry moving = heap[from];
    int position = from;
    for (int child = lesserChild(position);
        child < size && heap[child].before(moving);
        child = lesserChild(position)) {
      place(heap[child], position);
      position = child;
    }
    place(moving, position);
  }

  /** Beyond the end where there is no child. */
  private int lesserChild(int position) {
    int left = 2 * position + 1;
    return left + 1 < size && heap[left + 1].before(heap[left]) ? left + 1 : left;
  }

  private void place(Entry entry, int position) {
    heap[position] = entry;
    entry.position = position;
  }
}
