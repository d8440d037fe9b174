package io.belay.benchmarks.stream;

import io.belay.benchmarks.stream.PlainStream.Work;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads the state of the record's key, writes another as large, and copies the record. */
final class KeepsState extends ContextualProcessor<String, byte[], String, byte[]> {
  private final String store;
  private final Work work;

  KeepsState(String store, Work work) {
    this.store = store;
    this.work = work;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyValueStore<String, byte[]> states = context().getStateStore(store);
    byte[] before = states.get(record.key());
    byte[] after = before == null ? new byte[work.stateBytes()] : before.clone();
    after[0]++;
    states.put(record.key(), after);
    for (int copy = 0; copy < work.copies(); copy++) {
      context().forward(record);
    }
  }
}
