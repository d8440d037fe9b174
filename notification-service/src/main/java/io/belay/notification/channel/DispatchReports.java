package io.belay.notification.channel;

import io.belay.contract.DeadLetter;
import io.belay.contract.Topics;
import io.belay.contract.TraceParent;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Result;
import io.belay.notification.wire.OutcomeRecords;
import io.belay.notification.wire.ReceiptRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what became of attempts. An outcome that cannot be written for as long as the producer tries
 * is logged and not repeated here: the outbox takes a missing outcome as unknown.
 */
public final class DispatchReports {
  private static final Logger log = LoggerFactory.getLogger(DispatchReports.class);

  private final Producer<String, Object> records;
  private final Producer<byte[], byte[]> deadLetters;

  public DispatchReports(Producer<String, Object> records, Producer<byte[], byte[]> deadLetters) {
    this.records = records;
    this.deadLetters = deadLetters;
  }

  void outcome(
      Delivery delivery,
      Optional<TraceParent> trace,
      Result result,
      @Nullable String reason,
      boolean retryable,
      @Nullable String route,
      Instant at) {
    writeIfPossible(
        Topics.DELIVERY_OUTCOMES,
        delivery.ref().customerId(),
        OutcomeRecords.write(delivery, result, reason, retryable, route, at),
        trace);
  }

  /** The gateway took the parts under these ids, in order. */
  void taken(
      Delivery delivery,
      Optional<TraceParent> trace,
      String route,
      List<String> gatewayMessageIds,
      Instant at) {
    int parts = gatewayMessageIds.size();
    for (int part = 1; part <= parts; part++) {
      var id = gatewayMessageIds.get(part - 1);
      writeIfPossible(
          Topics.DELIVERY_RECEIPTS,
          ReceiptRecords.key(route, id),
          ReceiptRecords.taken(delivery, route, id, part, parts, at),
          trace);
    }
  }

  /**
   * The gateway reported this state of what it took under this id; completes when the broker has
   * it.
   */
  public CompletableFuture<Void> receipt(
      String route, String gatewayMessageId, String state, @Nullable String error, Instant at) {
    return write(
        Topics.DELIVERY_RECEIPTS,
        ReceiptRecords.key(route, gatewayMessageId),
        ReceiptRecords.receipt(route, gatewayMessageId, state, error, at),
        Optional.empty());
  }

  /**
   * Written before it returns: only then may the batch be committed.
   *
   * @throws KafkaException when it could not be written
   */
  void deadLetter(DeadLetter letter) {
    try {
      var unused = deadLetters.send(letter.record()).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Expected to write a dead letter, but could not", e.getCause());
    } catch (InterruptedException closing) {
      throw new InterruptException(closing);
    }
  }

  /** A registry that is away fails at once; whoever works on attempts goes on all the same. */
  private void writeIfPossible(
      String topic, String key, Object value, Optional<TraceParent> trace) {
    try {
      var unused = write(topic, key, value, trace);
    } catch (KafkaException away) {
      logged(topic, away);
    }
  }

  private CompletableFuture<Void> write(
      String topic, String key, Object value, Optional<TraceParent> trace) {
    var record = new ProducerRecord<>(topic, key, value);
    trace.ifPresent(parent -> record.headers().add(TraceParent.HEADER, parent.headerBytes()));
    var written = new CompletableFuture<Void>();
    var unused =
        records.send(
            record,
            (metadata, failure) -> {
              logged(topic, failure);
              if (failure == null) {
                written.complete(null);
              } else {
                written.completeExceptionally(failure);
              }
            });
    return written;
  }

  private static void logged(String topic, @Nullable Exception failure) {
    if (failure != null) {
      log.warn("A record for {} could not be written: {}", topic, failure.toString());
    }
  }
}
