package io.belay.notification.stream;

import io.belay.notification.domain.IssuedCode;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/** Remembers check codes; the store forgets them by its retention. */
final class CodeProcessor extends ContextualProcessor<String, IssuedCode, Void, Void> {
  private WindowStore<String, IssuedCode> codes;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  CodeProcessor() {}

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    codes = context.getStateStore(TrackTopology.CODES);
  }

  @Override
  public void process(Record<String, IssuedCode> record) {
    codes.put(record.key(), record.value(), record.value().sentAt().toEpochMilli());
  }
}
