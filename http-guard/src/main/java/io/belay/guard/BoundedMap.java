package io.belay.guard;

import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets what was used longest ago once it holds too many. To be guarded by whoever shares it. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int INITIAL_CAPACITY = 16;
  private static final float LOAD_FACTOR = 0.75f;

  private final int most;

  public BoundedMap(int most) {
    super(INITIAL_CAPACITY, LOAD_FACTOR, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
