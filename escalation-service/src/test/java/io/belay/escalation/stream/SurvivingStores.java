package io.belay.escalation.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/**
 * Stores in memory, each of which begins with what was last kept of it: what a restore from the
 * changelog makes of a real one. Of windows nothing is kept.
 */
final class SurvivingStores implements InnermostStores {
  private final Map<String, Map<Bytes, byte[]>> kept = new HashMap<>();

  /** Keeps the content of the store as it is now. */
  void keep(KeyValueStore<String, byte[]> store) {
    var content = new TreeMap<Bytes, byte[]>();
    try (var all = store.all()) {
      all.forEachRemaining(
          entry ->
              content.put(Bytes.wrap(entry.key.getBytes(StandardCharsets.UTF_8)), entry.value));
    }
    kept.put(store.name(), content);
  }

  @Override
  public KeyValueBytesStoreSupplier keyValue(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new InMemoryKeyValueStore(name) {
          @Override
          public void init(StateStoreContext context, StateStore root) {
            super.init(context, root);
            kept.getOrDefault(name, Map.of()).forEach(this::put);
          }
        };
      }

      @Override
      public String metricsScope() {
        return "in-memory";
      }
    };
  }

  @Override
  public WindowBytesStoreSupplier window(String name, Duration keptFor) {
    return Stores.inMemoryWindowStore(name, keptFor, Duration.ofMillis(1), false);
  }
}
