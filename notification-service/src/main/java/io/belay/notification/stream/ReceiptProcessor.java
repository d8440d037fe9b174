package io.belay.notification.stream;

import io.belay.duetime.ThreadTime;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptJoin;
import io.belay.notification.domain.ReceiptJoin.PartResult;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the half that came first until the other comes, or until it has waited long enough. */
final class ReceiptProcessor extends ContextualProcessor<String, ReceiptHalf, String, PartResult> {
  private final ReceiptRoom room;
  private KeyValueStore<String, ReceiptHalf> halves;
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  ReceiptProcessor(ReceiptRoom room) {
    this.room = room;
  }

  @Override
  public void init(ProcessorContext<String, PartResult> context) {
    super.init(context);
    halves = context.getStateStore(NotificationTopology.RECEIPTS);
    time = ThreadTime.ofThisThread();
    var walk = new ReceiptWalk(halves, room);
    context.schedule(
        ReceiptWalk.TICK,
        PunctuationType.WALL_CLOCK_TIME,
        now -> walk.tick(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, ReceiptHalf> record) {
    time.recordCame();
    var join = ReceiptJoin.of(halves.get(record.key()), record.value());
    var waiting = join.waiting();
    if (waiting == null) {
      halves.delete(record.key());
    } else {
      halves.put(record.key(), waiting);
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
}
