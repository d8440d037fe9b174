package io.belay.escalation.stream;

import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/** What lies innermost under the cache and the changelog of each store. */
interface InnermostStores {
  KeyValueBytesStoreSupplier keyValue(String name);

  WindowBytesStoreSupplier window(String name, Duration keptFor);

  /** On disk; but events that wait are few, for seconds each: in memory. */
  InnermostStores STANDARD =
      new InnermostStores() {
        @Override
        public KeyValueBytesStoreSupplier keyValue(String name) {
          return name.equals(EscalationTopology.EARLY_EVENTS)
              ? Stores.inMemoryKeyValueStore(name)
              : Stores.persistentKeyValueStore(name);
        }

        @Override
        public WindowBytesStoreSupplier window(String name, Duration keptFor) {
          return Stores.persistentWindowStore(name, keptFor, Duration.ofMillis(1), false);
        }
      };
}
