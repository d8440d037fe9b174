package io.belay.escalation.stream;

import io.belay.contract.RegistryTrouble;
import io.belay.contract.Topics;
import io.belay.escalation.wire.UnreadableRecordException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * What happens to bytes that cannot be read: to the dead letters, and on. While the registry cannot
 * answer, nothing is wrong with them, and the stream tries again. Named in the configuration; Kafka
 * Streams makes it.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {
  private DeadLetters deadLetters = DeadLetters.configured(Map.of());

  @Override
  public void configure(Map<String, ?> settings) {
    deadLetters = DeadLetters.configured(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    // what rooms hear on internal topics is our own: not to be able to read it is a bug
    if (RegistryTrouble.isCauseOf(exception) || !context.topic().equals(Topics.CASE_EVENTS)) {
      return Response.fail();
    }
    String reason =
        exception instanceof UnreadableRecordException known ? known.reason() : "unreadable";
    return Response.resume(
        deadLetters.letter(context, record.key(), record.value(), reason, exception));
  }
}
