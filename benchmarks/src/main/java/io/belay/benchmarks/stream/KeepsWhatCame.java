package io.belay.benchmarks.stream;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each record by its key and its place. */
final class KeepsWhatCame extends ContextualProcessor<String, byte[], Void, Void> {
  private final String store;

  KeepsWhatCame(String store) {
    this.store = store;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyValueStore<String, byte[]> kept = context().getStateStore(store);
    long offset = context().recordMetadata().orElseThrow().offset();
    kept.put(record.key() + "/" + offset, record.value());
  }
}
