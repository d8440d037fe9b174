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
 * takes about 170 bytes with a UUID as its key. Not thread-safe: it belongs to one stream task.
 */
public final class WakeUps {
  private static final int FIRST_CAPACITY = 64;
  private static final int CHILDREN = 4;

  private final Map<String, Entry> entryByKey = new HashMap<>();

  // A heap of four children a node. What is compared lies beside the entries: to go to each entry
  // and its key is what a comparison costs most.
  private Entry[] heap = new Entry[FIRST_CAPACITY];
  private long[] dueMillis = new long[FIRST_CAPACITY];
  private long[] keyStarts = new long[FIRST_CAPACITY];
  private int size;

  private static final class Entry {
    final String key;
    int position;

    Entry(String key) {
      this.key = key;
    }
  }

  /** A key whose time has come. */
  public record Due(String key, Instant dueAt) {}

  /**
   * Wakes the key at this instant (milliseconds precision) instead of any earlier or later one it
   * had.
   */
  public void schedule(String key, Instant dueAt) {
    long millis = dueAt.toEpochMilli();
    Entry known = entryByKey.get(key);
    if (known == null) {
      add(new Entry(key), millis);
    } else if (dueMillis[known.position] != millis) {
      dueMillis[known.position] = millis;
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
    if (size == 0 || dueMillis[0] > until.toEpochMilli()) {
      return Optional.empty();
    }
    var first = new Due(heap[0].key, Instant.ofEpochMilli(dueMillis[0]));
    entryByKey.remove(first.key());
    removeAt(0);
    return Optional.of(first);
  }

  /** When the next key is due; empty when nothing is scheduled. */
  public Optional<Instant> nextDueAt() {
    return size == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(dueMillis[0]));
  }

  /** When this key is due; empty when it is not scheduled. */
  public Optional<Instant> dueAt(String key) {
    return Optional.ofNullable(entryByKey.get(key))
        .map(entry -> Instant.ofEpochMilli(dueMillis[entry.position]));
  }

  /** Number of keys scheduled. */
  public int size() {
    return size;
  }

  /** Forgets everything, before it is filled again. */
  public void clear() {
    entryByKey.clear();
    heap = new Entry[FIRST_CAPACITY];
    dueMillis = new long[FIRST_CAPACITY];
    keyStarts = new long[FIRST_CAPACITY];
    size = 0;
  }

  private void add(Entry entry, long due) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
      dueMillis = Arrays.copyOf(dueMillis, size * 2);
      keyStarts = Arrays.copyOf(keyStarts, size * 2);
    }
    entryByKey.put(entry.key, entry);
    place(entry, due, startOf(entry.key), size++);
    siftUp(entry.position);
  }

  private void removeAt(int position) {
    int last = --size;
    Entry moving = heap[last];
    heap[last] = null;
    if (position < size) {
      place(moving, dueMillis[last], keyStarts[last], holeAtTheBottom(position));
      siftUp(moving.position);
    }
  }

  /**
   * Moves a hole down by the least child at each level. The last entry mostly belongs back at the
   * bottom, so to compare it on the way down would be in vain.
   */
  private int holeAtTheBottom(int from) {
    int hole = from;
    for (int child = leastChild(hole); child < size; child = leastChild(hole)) {
      move(child, hole);
      hole = child;
    }
    return hole;
  }

  private void siftUp(int from) {
    int position = from;
    while (position > 0 && isBefore(position, (position - 1) / CHILDREN)) {
      swap(position, (position - 1) / CHILDREN);
      position = (position - 1) / CHILDREN;
    }
  }

  private void siftDown(int from) {
    int position = from;
    for (int child = leastChild(position);
        child < size && isBefore(child, position);
        child = leastChild(position)) {
      swap(position, child);
      position = child;
    }
  }

  /** Beyond the end where there is no child. */
  private int leastChild(int position) {
    int least = CHILDREN * position + 1;
    int end = Math.min(least + CHILDREN, size);
    for (int child = least + 1; child < end; child++) {
      if (isBefore(child, least)) {
        least = child;
      }
    }
    return least;
  }

  private boolean isBefore(int one, int other) {
    if (dueMillis[one] != dueMillis[other]) {
      return dueMillis[one] < dueMillis[other];
    }
    if (keyStarts[one] != keyStarts[other]) {
      return keyStarts[one] < keyStarts[other];
    }
    return heap[one].key.compareTo(heap[other].key) < 0;
  }

  /**
   * The first four characters, in the order of keys: where they differ, the rest says nothing more.
   */
  private static long startOf(String key) {
    long start = 0;
    for (int i = 0; i < Long.BYTES / Character.BYTES; i++) {
      start = start << Character.SIZE | (i < key.length() ? key.charAt(i) : 0);
    }
    // shifted into the order of signed numbers
    return start ^ Long.MIN_VALUE;
  }

  private void move(int from, int to) {
    place(heap[from], dueMillis[from], keyStarts[from], to);
  }

  private void swap(int one, int other) {
    Entry entry = heap[one];
    long due = dueMillis[one];
    long start = keyStarts[one];
    move(other, one);
    place(entry, due, start, other);
  }

  private void place(Entry entry, long due, long keyStart, int position) {
    heap[position] = entry;
    dueMillis[position] = due;
    keyStarts[position] = keyStart;
    entry.position = position;
  }
}
