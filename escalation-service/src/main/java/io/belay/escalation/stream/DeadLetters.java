package io.belay.escalation.stream;

import io.belay.contract.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a record's own bytes to the dead letters of its topic, with the reason and its position.
 */
final class DeadLetters {
  /** Setting under which the handlers find whom to tell. */
  static final String OBSERVER = "belay.case.observer";

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final CaseObserver observer;

  private DeadLetters(CaseObserver observer) {
    this.observer = observer;
  }

  static DeadLetters configured(Map<String, ?> settings) {
    return new DeadLetters(
        settings.get(OBSERVER) instanceof CaseObserver found ? found : CaseObserver.NONE);
  }

  List<ProducerRecord<byte[], byte[]>> letter(
      ErrorHandlerContext context,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String reason,
      Exception why) {
    var read =
        new ConsumerRecord<>(context.topic(), context.partition(), context.offset(), key, value);
    context.headers().forEach(header -> read.headers().add(header));
    var letter = DeadLetter.of(read, reason, why.getClass().getSimpleName());
    observer.deadLettered(context.topic(), letter.reason());
    // the message may quote the record: only its class is told
    log.warn(
        "Expected to read {}-{} at offset {}, but it went to the dead letters: {} ({})",
        context.topic(),
        context.partition(),
        context.offset(),
        letter.reason(),
        why.getClass().getSimpleName());
    return List.of(letter.record());
  }
}
