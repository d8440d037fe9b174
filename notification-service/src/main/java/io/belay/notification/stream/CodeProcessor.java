package io.belay.notification.stream;

import io.belay.duetime.ThreadTime;
import io.belay.notification.domain.IssuedCode;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/** Remembers check codes; the store forgets them by its retention. */
final class CodeProcessor extends ContextualProcessor<String, IssuedCode, Void, Void> {
  private WindowStore<String, IssuedCode> codes;
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  CodeProcessor() {}

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    time = ThreadTime.ofThisThread();
    codes = context.getStateStore(TrackTopology.CODES);
  }

  @Override
  public void process(Record<String, IssuedCode> record) {
    time.recordCame();
    codes.put(record.key(), record.value(), record.value().sentAt().toEpochMilli());
  }
}
