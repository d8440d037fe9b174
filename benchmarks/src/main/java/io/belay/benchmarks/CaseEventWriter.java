package io.belay.benchmarks;

import io.belay.contract.Topics;
import io.belay.events.CaseEvent;
import io.belay.events.Channel;
import io.belay.events.Noted;
import io.belay.events.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes case events as intake would, without the door. */
final class CaseEventWriter implements AutoCloseable {
  private final KafkaProducer<String, Object> producer;

  CaseEventWriter(String bootstrapServers, AvroSettings avro) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new StringSerializer(),
            avro.serializer());
  }

  /** Opens so many cases as fast as possible; returns when all are acknowledged. */
  List<String> open(int cases, String priority) {
    Instant now = Instant.now();
    return open(cases, priority, i -> now);
  }

  /**
   * Opens so many cases as fast as possible, each with an opening that lies back as told; returns
   * when all are acknowledged.
   */
  List<String> open(int cases, String priority, IntFunction<Instant> openedAt) {
    List<String> caseIds =
        IntStream.range(0, cases).mapToObj(i -> UUID.randomUUID().toString()).toList();
    for (int i = 0; i < cases; i++) {
      send(caseIds.get(i), openedAt.apply(i), opened(priority));
    }
    producer.flush();
    return caseIds;
  }

  /** Opens one case, without waiting until it is acknowledged. */
  void send(String priority) {
    send(UUID.randomUUID().toString(), Instant.now(), opened(priority));
  }

  /** A note to each case; returns when all are acknowledged. */
  void note(List<String> caseIds) {
    caseIds.forEach(caseId -> send(caseId, Instant.now(), Noted.newBuilder().build()));
    producer.flush();
  }

  private void send(String caseId, Instant occurredAt, Object payload) {
    CaseEvent event =
        CaseEvent.newBuilder()
            .setEventId(UUID.randomUUID().toString())
            .setCaseId(caseId)
            .setCustomerId("customer-of-" + caseId)
            .setOccurredAt(occurredAt)
            .setSource("benchmarks")
            .setSubmittedBy("benchmarks")
            .setPayload(payload)
            .build();
    var unused = producer.send(new ProducerRecord<>(Topics.CASE_EVENTS, caseId, event));
  }

  private static Opened opened(String priority) {
    return Opened.newBuilder()
        .setCategory("other")
        .setChannel(Channel.API)
        .setPriority(priority)
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
