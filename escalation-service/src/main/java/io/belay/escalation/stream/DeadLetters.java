package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
    observer.deadLettered(context.topic(), reason);
    // the message may quote the record: only its class is told
    log.warn(
        "Expected to read {}-{} at offset {}, but it went to the dead letters: {} ({})",
        context.topic(),
        context.partition(),
        context.offset(),
        reason,
        why.getClass().getSimpleName());
    var headers = new RecordHeaders(context.headers().toArray());
    headers.add(DeadLetterHeaders.CLASS, utf8(why.getClass().getSimpleName()));
    headers.add(DeadLetterHeaders.TOPIC, utf8(context.topic()));
    headers.add(DeadLetterHeaders.PARTITION, utf8("" + context.partition()));
    headers.add(DeadLetterHeaders.OFFSET, utf8("" + context.offset()));
    headers.add(DeadLetterHeaders.REASON, utf8(reason));
    return List.of(
        new ProducerRecord<>(
            Topics.deadLettersOf(context.topic()), null, null, key, value, headers));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
