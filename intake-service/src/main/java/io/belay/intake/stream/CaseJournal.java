package io.belay.intake.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.ContactKeys;
import io.belay.contract.Topics;
import io.belay.intake.domain.Contact;
import io.belay.intake.domain.Submission;
import io.belay.intake.wire.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Writes what was checked. Each future completes when every record is on all in-sync replicas, or
 * fails with {@link NotAcknowledgedException} within the time given. The event goes last, so who
 * sees it finds its texts and the contact.
 */
public final class CaseJournal {
  private static final String TRACE = "traceparent";
  private static final CompletableFuture<?> NOW = CompletableFuture.completedFuture("");

  private static final Duration TELL_EVERY = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(CaseJournal.class);

  private final AtomicLong lastToldNanos =
      new AtomicLong(System.nanoTime() - TELL_EVERY.toNanos() - 1);
  private final KafkaOperations<String, Object> kafka;
  private final Executor senders;
  private final Duration within;

  /**
   * @param senders run what may block: the first send to a topic asks broker and registry
   * @param within how long broker and registry may take, all records together
   */
  public CaseJournal(KafkaOperations<String, Object> kafka, Executor senders, Duration within) {
    this.kafka = kafka;
    this.senders = senders;
    this.within = within;
  }

  /** An opening or an event, with all that came with it. */
  public CompletableFuture<Void> append(Submission submission, @Nullable String traceparent) {
    var event = submission.event();
    var eventRecord =
        traced(
            new ProducerRecord<String, Object>(
                Topics.CASE_EVENTS, event.caseId(), Records.caseEvent(event)),
            traceparent);
    var first = new ArrayList<CompletableFuture<?>>();
    var contact = submission.contact();
    if (contact != null) {
      first.add(
          send(
              () ->
                  besideOpeningOf(
                      event.caseId(),
                      contactRecord(
                          contact.customerId(),
                          ContactKeys.atOpening(contact.customerId()),
                          Records.customerContact(contact),
                          traceparent))));
    }
    if (!submission.texts().isEmpty()) {
      var text = Records.caseText(event, submission.texts());
      first.add(send(() -> traced(textRecord(event.caseId(), event.eventId(), text), traceparent)));
    }
    return bounded(
        first.isEmpty()
            ? send(() -> eventRecord)
            : all(first).thenComposeAsync(done -> kafka.send(eventRecord), senders));
  }

  /** Contact data told for itself. */
  public CompletableFuture<Void> put(Contact contact, @Nullable String traceparent) {
    return bounded(
        send(
            () ->
                contactRecord(
                    contact.customerId(),
                    ContactKeys.told(contact.customerId()),
                    Records.customerContact(contact),
                    traceparent)));
  }

  /** The erasure of a customer's contact data: the topic forgets all there was of the customer. */
  public CompletableFuture<Void> erase(String customerId, @Nullable String traceparent) {
    return bounded(
        all(
            Stream.of(ContactKeys.told(customerId), ContactKeys.atOpening(customerId))
                .<CompletableFuture<?>>map(
                    key -> send(() -> contactRecord(customerId, key, null, traceparent)))
                .toList()));
  }

  /** Keyed by event so that compaction keeps each text, but beside its case: partitioned by it. */
  private ProducerRecord<String, Object> textRecord(String caseId, String eventId, Object text) {
    return new ProducerRecord<>(
        Topics.CASE_TEXTS, partitionOf(Topics.CASE_TEXTS, caseId), caseId + "/" + eventId, text);
  }

  /** Whatever its key, beside its customer: partitioned by it. */
  private ProducerRecord<String, Object> contactRecord(
      String customerId, String key, @Nullable Object contact, @Nullable String traceparent) {
    return traced(
        new ProducerRecord<>(
            Topics.CUSTOMER_CONTACTS,
            partitionOf(Topics.CUSTOMER_CONTACTS, customerId),
            key,
            contact),
        traceparent);
  }

  private static ProducerRecord<String, Object> besideOpeningOf(
      String caseId, ProducerRecord<String, Object> contact) {
    contact.headers().add(ContactKeys.OPENED_CASE, caseId.getBytes(UTF_8));
    return contact;
  }

  private int partitionOf(String topic, String key) {
    return BuiltInPartitioner.partitionForKey(
        key.getBytes(UTF_8), kafka.partitionsFor(topic).size());
  }

  private static ProducerRecord<String, Object> traced(
      ProducerRecord<String, Object> message, @Nullable String traceparent) {
    if (traceparent != null) {
      message.headers().add(TRACE, traceparent.getBytes(UTF_8));
    }
    return message;
  }

  private CompletableFuture<?> send(Supplier<ProducerRecord<String, Object>> message) {
    return NOW.thenComposeAsync(now -> kafka.send(message.get()), senders);
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<?>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> bounded(CompletableFuture<?> sent) {
    return sent.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (result, failure) -> {
              if (failure != null) {
                tell(failure);
                throw new NotAcknowledgedException(failure);
              }
              return null;
            });
  }

  /** The reason for the operator, once in a while: an outage would tell it thousands of times. */
  private void tell(Throwable failure) {
    long now = System.nanoTime();
    long last = lastToldNanos.get();
    if (now - last > TELL_EVERY.toNanos() && lastToldNanos.compareAndSet(last, now)) {
      log.warn("Expected the broker to acknowledge, but it did not", failure);
    }
  }
}
