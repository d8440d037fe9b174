package io.belay.notification.stream;

import io.belay.contract.Topics;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.wire.CustomerRequestRecords;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what customers ask for on the page into the events of their cases. */
public final class CustomerRequests {
  private final Producer<String, Object> records;

  /**
   * @param records waits for all in-sync replicas
   */
  public CustomerRequests(Producer<String, Object> records) {
    this.records = records;
  }

  /** Completes when the broker has acknowledged it; may block while the broker is looked for. */
  public CompletableFuture<Void> tell(
      String eventId, String caseId, String customerId, CustomerRequest request, Instant at) {
    var acknowledged = new CompletableFuture<Void>();
    var unused =
        records.send(
            new ProducerRecord<>(
                Topics.CASE_EVENTS,
                caseId,
                CustomerRequestRecords.write(eventId, caseId, customerId, request, at)),
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.complete(null);
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }
}
