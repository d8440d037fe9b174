package io.belay.notification.stream;

import io.belay.notification.wire.DeadLetters;
import io.belay.notification.wire.PassingFailures;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * A record nobody can read becomes a dead letter and the stream goes on; while the registry cannot
 * be asked, nothing is unreadable, and the stream stops to try again.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {
  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    return PassingFailures.mayPass(exception)
        ? Response.fail()
        : Response.resume(List.of(DeadLetters.of(record, exception)));
  }
}
