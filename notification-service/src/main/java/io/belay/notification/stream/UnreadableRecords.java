package io.belay.notification.stream;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.wire.DeadLetters;
import io.belay.notification.wire.PassingFailures;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * A record nobody can read becomes a dead letter and the stream goes on; while the registry cannot
 * be asked, nothing is unreadable, and the stream stops to try again.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {
  /** Setting under which it finds whom to tell. */
  public static final String METRICS = "belay.notification.metrics";

  private @Nullable NotificationMetrics metrics;

  @Override
  public void configure(Map<String, ?> settings) {
    metrics = settings.get(METRICS) instanceof NotificationMetrics found ? found : null;
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (PassingFailures.mayPass(exception)) {
      return Response.fail();
    }
    var letter = DeadLetters.of(record, exception);
    if (metrics != null) {
      metrics.deadLettered(record.topic(), letter.reason());
    }
    return Response.resume(List.of(letter.record()));
  }
}
