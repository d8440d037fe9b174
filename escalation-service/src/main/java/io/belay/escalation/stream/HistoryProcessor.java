package io.belay.escalation.stream;

import io.belay.duetime.ThreadTime;
import java.util.ArrayList;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the steps of each case that is there together, as the bytes they have on the wire: nothing
 * is decoded until somebody asks, and what an older release wrote is read by its own schema.
 */
final class HistoryProcessor implements Processor<String, byte[], Void, Void> {
  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Void, Void> context;

  @SuppressWarnings("NullAway.Init")
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<Bytes, byte[]> history;

  @Override
  public void init(ProcessorContext<Void, Void> taskContext) {
    context = taskContext;
    time = ThreadTime.ofThisThread();
    history = taskContext.getStateStore(EscalationTopology.HISTORY);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    time.recordCame();
    if (UnopenedSteps.isIn(record.headers())) {
      return;
    }
    if (Farewell.isIn(record.headers())) {
      forget(record.key());
      return;
    }
    context
        .recordMetadata()
        .ifPresent(
            position ->
                history.put(HistoryKey.of(record.key(), position.offset()), record.value()));
  }

  /** The case's summary has left the store of cases: its steps follow it. */
  private void forget(String caseId) {
    var keys = new ArrayList<Bytes>();
    try (var range = history.range(HistoryKey.first(caseId), HistoryKey.last(caseId))) {
      range.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(history::delete);
  }
}
