package io.belay.notification.stream;

import io.belay.duetime.ThreadTime;
import io.belay.duetime.TickLimits;
import io.belay.duetime.TickObserver;
import io.belay.duetime.Ticker;
import io.belay.duetime.WakeUps;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptJoin;
import io.belay.notification.domain.ReceiptJoin.PartResult;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the half that came first until the other comes, or until it has waited long enough. */
final class ReceiptProcessor extends ContextualProcessor<String, ReceiptHalf, String, PartResult> {
  private final ReceiptRoom room;
  private final WakeUps wakeUps = new WakeUps();
  private KeyValueStore<String, ReceiptHalf> halves;
  private Ticker ticker;
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  ReceiptProcessor(ReceiptRoom room) {
    this.room = room;
  }

  @Override
  public void init(ProcessorContext<String, PartResult> context) {
    super.init(context);
    halves = context.getStateStore(NotificationTopology.RECEIPTS);
    wakeUps.clear();
    // once per take-over of the partition: what is due is derived from the store
    try (var all = halves.all()) {
      all.forEachRemaining(entry -> schedule(entry.key, entry.value));
    }
    time = ThreadTime.ofThisThread();
    ticker =
        new Ticker(wakeUps, TickLimits.standard(), this::forget, TickObserver.NONE)
            .startOn(context);
  }

  @Override
  public void process(Record<String, ReceiptHalf> record) {
    time.recordCame();
    var join = ReceiptJoin.of(halves.get(record.key()), record.value());
    var waiting = join.waiting();
    if (waiting == null) {
      halves.delete(record.key());
      wakeUps.cancel(record.key());
    } else {
      halves.put(record.key(), waiting);
      schedule(record.key(), waiting);
    }
    join.result()
        .ifPresent(
            result ->
                context()
                    .forward(
                        new Record<>(
                            result.ref().customerId(),
                            result,
                            record.timestamp(),
                            Traces.headers(Traces.of(record.headers())))));
  }

  private void schedule(String key, ReceiptHalf half) {
    wakeUps.schedule(key, half.at().plus(room.patience()));
  }

  private void forget(String key, Instant dueAt, Instant now) {
    var half = halves.delete(key);
    if (half != null) {
      room.metrics().receiptHalfForgotten(half);
    }
  }

  @Override
  public void close() {
    ticker.close();
  }
}
