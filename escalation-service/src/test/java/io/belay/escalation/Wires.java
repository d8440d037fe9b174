package io.belay.escalation;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.contract.apicurio.BoundedResolver;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.wire.RoomEvents;
import io.belay.events.ActivePack;
import io.belay.events.CaseEvent;
import io.belay.events.CaseProgress;
import io.belay.events.PolicyPackRecord;
import io.belay.local.LocalBroker;
import io.belay.local.LocalRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** A sender of case events and a reader of committed progress beside the service. */
final class Wires implements AutoCloseable {
  private static final String AVRO_WRITER = "io.apicurio.registry.serde.avro.AvroKafkaSerializer";
  private static final String AVRO_READER = "io.apicurio.registry.serde.avro.AvroKafkaDeserializer";

  private final LocalBroker broker;
  private final Map<String, Object> settings = new HashMap<>();
  private final KafkaProducer<String, Object> events;
  private final KafkaProducer<String, byte[]> raw;
  private final RoomEvents domainEvents;
  private final KafkaConsumer<String, Object> progress;
  private final List<CaseProgress> seen = new ArrayList<>();

  Wires(LocalBroker broker, LocalRegistry registry) {
    this.broker = broker;
    TrustedRecords.trust();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("apicurio.registry.url", registry.url() + "/apis/registry/v3");
    settings.put("apicurio.registry.http.adapter", "JDK");
    settings.put("apicurio.registry.schema-resolver", BoundedResolver.class.getName());
    settings.put(
        "apicurio.registry.artifact-resolver-strategy",
        "io.apicurio.registry.serde.strategy.TopicIdStrategy");
    settings.put("apicurio.registry.auto-register", "true");
    settings.put("apicurio.registry.use-specific-avro-reader", "true");
    settings.put("isolation.level", "read_committed");
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", AVRO_WRITER);
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", AVRO_READER);
    events = new KafkaProducer<>(settings);
    raw = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    progress = new KafkaConsumer<>(settings);
    fromTheStart(progress, Topics.CASE_PROGRESS);
    Serializer<Object> avro = made(AVRO_WRITER, Serializer.class);
    avro.configure(settings, false);
    domainEvents = new RoomEvents(avro);
  }

  void report(String caseId, SpecificRecord payload) {
    var event =
        CaseEvent.newBuilder()
            .setEventId(caseId + "-" + payload.getSchema().getName())
            .setCaseId(caseId)
            .setCustomerId("K-1")
            .setOccurredAt(Instant.now())
            .setSource("test")
            .setSubmittedBy("test")
            .setPayload(payload)
            .build();
    try {
      events.send(new ProducerRecord<>(Topics.CASE_EVENTS, caseId, event)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reports what the domain has words for. */
  void report(ReportedEvent event) {
    var bytes = domainEvents.serialize(Topics.CASE_EVENTS, event);
    sendBytes(event.caseId(), Objects.requireNonNull(bytes));
  }

  /** As {@link #report(ReportedEvent)}, many of them at once. */
  void reportAll(List<ReportedEvent> reported) {
    var sent =
        reported.stream()
            .map(
                event ->
                    raw.send(
                        new ProducerRecord<>(
                            Topics.CASE_EVENTS,
                            event.caseId(),
                            domainEvents.serialize(Topics.CASE_EVENTS, event))))
            .toList();
    try {
      for (var each : sent) {
        each.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A reader of its own of all committed steps. */
  CommittedSteps committedSteps() {
    Deserializer<Object> reader = made(AVRO_READER, Deserializer.class);
    reader.configure(settings, false);
    return new CommittedSteps(settings, reader);
  }

  /** Who takes part in a group, also those that are away and expected back. */
  List<String> membersOf(String group) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .flatMap(each -> each.members().stream())
          .map(MemberDescription::consumerId)
          .toList();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code ./belay pack activate} does. */
  void activate(String market, String pack, String version) {
    var activation =
        new PolicyPackRecord(new ActivePack(market, pack, version, "test", Instant.now()));
    try {
      events.send(new ProducerRecord<>(Topics.POLICY_PACKS, "active@" + market, activation)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void sendBytes(String key, byte[] value) {
    try {
      raw.send(new ProducerRecord<>(Topics.CASE_EVENTS, key, value)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The kinds of all committed steps of a case so far. */
  List<String> stepsOf(String caseId) {
    return of(caseId).stream().map(step -> nameOf(step.getPayload())).toList();
  }

  List<CaseProgress> of(String caseId) {
    progress
        .poll(Duration.ofMillis(200))
        .forEach(record -> seen.add((CaseProgress) record.value()));
    return seen.stream().filter(step -> step.getCaseId().equals(caseId)).toList();
  }

  /** What lies in the dead letters of case-events. */
  List<ConsumerRecord<String, byte[]>> deadLetters() {
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var topic = Topics.deadLettersOf(Topics.CASE_EVENTS);
      fromTheStart(consumer, topic);
      var letters = new ArrayList<ConsumerRecord<String, byte[]>>();
      consumer.poll(Duration.ofSeconds(1)).records(topic).forEach(letters::add);
      return letters;
    }
  }

  private static <T> T made(String className, Class<T> type) {
    try {
      return Utils.newInstance(className, type);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static void fromTheStart(KafkaConsumer<?, ?> consumer, String topic) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static String nameOf(Object payload) {
    return ((SpecificRecord) payload).getSchema().getName();
  }

  @Override
  public void close() {
    events.close();
    raw.close();
    domainEvents.close();
    progress.close();
  }
}
