package io.belay.escalation.stream;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What happens to records under a foreign key: to the dead letters, and on. Any other exception is
 * a bug and stops the thread. Named in the configuration; Kafka Streams makes it.
 */
public final class MisplacedRecords implements ProcessingExceptionHandler {
  private DeadLetters deadLetters = DeadLetters.configured(Map.of());

  @Override
  public void configure(Map<String, ?> settings) {
    deadLetters = DeadLetters.configured(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (exception instanceof MisplacedRecordException) {
      return Response.resume(
          deadLetters.letter(
              context,
              context.sourceRawKey(),
              context.sourceRawValue(),
              "key-mismatch",
              exception));
    }
    return Response.fail();
  }
}
