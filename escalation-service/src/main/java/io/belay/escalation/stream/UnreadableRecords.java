package io.belay.escalation.stream;

import io.belay.escalation.wire.UnreadableRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * What happens to bytes that cannot be read: to the dead letters, and on. Named in the
 * configuration; Kafka Streams makes it.
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
    if (registryIsAway(exception)) {
      return Response.fail();
    }
    String reason =
        exception instanceof UnreadableRecordException known ? known.reason() : "unreadable";
    return Response.resume(
        deadLetters.letter(context, record.key(), record.value(), reason, exception));
  }

  /** Nothing is wrong with the record: it is read again when its schema can be fetched. */
  private static boolean registryIsAway(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      boolean shortRecord = cause instanceof EOFException;
      if ((cause instanceof IOException && !shortRecord) || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
