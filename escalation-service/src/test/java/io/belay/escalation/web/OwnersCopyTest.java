package io.belay.escalation.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.duetime.TickLimits;
import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.stream.CaseObserver;
import io.belay.escalation.stream.CaseProcessors;
import io.belay.escalation.stream.CaseReads;
import io.belay.escalation.stream.EscalationStreams;
import io.belay.escalation.stream.EscalationTopology;
import io.belay.escalation.stream.PackShelf;
import io.belay.escalation.stream.Packs;
import io.belay.escalation.stream.PartitionMovingException;
import io.belay.escalation.stream.QueueBoard;
import io.belay.escalation.stream.RoomLimits;
import io.belay.escalation.stream.RoomObserver;
import io.belay.escalation.stream.Rooms;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.PackRecords;
import io.belay.escalation.wire.ProgressRecords;
import io.belay.escalation.wire.RoomEvents;
import io.belay.escalation.wire.WireBytes;
import io.belay.events.CaseEvent;
import io.belay.events.Channel;
import io.belay.events.Opened;
import io.belay.guard.Peers;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.ErrorResponseException;

/**
 * An owner whose threads share partitions out anew. A second thread joins and gets partitions of
 * the first; it is held in their restore, and until it goes on no store of the instance can be read
 * as an owner's.
 */
class OwnersCopyTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTITIONS = 3;
  private static final List<String> CASES =
      IntStream.range(0, 6).mapToObj(i -> "copy-" + i).toList();

  @TempDir Path dir;

  private final WireBytes wire = new WireBytes();
  private final PackLibrary library = new PackLibrary();
  private final Held held = new Held();

  @Test
  void anOwnerAnswersFromItsOwnCompleteCopyWhileItsThreadsShareAnew() throws Exception {
    try (var broker = LocalBroker.start(dir);
        var streams = streams(broker)) {
      broker.createTopics(PARTITIONS);
      streams.start(new HostInfo("127.0.0.1", FreePort.any()));
      var reads = new CaseReads(streams, ProgressRecords.deserializer(wire));
      var owner = new Owner(reads, Duration.ofSeconds(10), Peers.plain(), InstantSource.system());
      report(broker);
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(CASES)
                      .allSatisfy(
                          id -> {
                            assertThat(answered(owner, id).getBody()).isEqualTo(id);
                            assertThat(age(owner, id)).as("not a copy's").isNull();
                          }));

      held.begin();
      held.streams().addStreamThread();
      assertThat(held.isInRestore(SOON)).as("the new thread got partitions").isTrue();

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThatExceptionOfType(PartitionMovingException.class)
                      .isThrownBy(() -> reads.find(CASES.getFirst())));
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(CASES)
                      .allSatisfy(
                          id -> {
                            assertThat(answered(owner, id).getBody()).isEqualTo(id);
                            assertThat(age(owner, id)).as("it is complete").isEqualTo("0");
                          }));
      assertThatExceptionOfType(ErrorResponseException.class)
          .as("whom the copy does not know may have been opened since")
          .isThrownBy(() -> answered(owner, "copy-unknown"))
          .matches(moving -> moving.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE));

      held.end();
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(age(owner, CASES.getFirst())).isNull());
    } finally {
      held.end();
    }
  }

  private static ResponseEntity<?> answered(Owner owner, String caseId) {
    var answer =
        owner.answer(
            EscalationTopology.CASES,
            caseId,
            MockServerHttpRequest.get("/v1/cases/" + caseId).build(),
            reads ->
                reads
                    .find(caseId)
                    .map(CaseState::identity)
                    .map(CaseState.Identity::caseId)
                    .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND)));
    return Objects.requireNonNull(answer.block(SOON));
  }

  private static @Nullable String age(Owner owner, String caseId) {
    return answered(owner, caseId).getHeaders().getFirst(HttpHeaders.AGE);
  }

  private EscalationStreams streams(LocalBroker broker) throws Exception {
    var packs = Files.createDirectories(dir.resolve("packs"));
    try (var quick = Objects.requireNonNull(getClass().getResourceAsStream("/packs/quick.yaml"))) {
      Files.write(packs.resolve("quick.yaml"), quick.readAllBytes());
    }
    var clients = new HashMap<String, Object>();
    clients.put("bootstrap.servers", broker.bootstrapServers());
    clients.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    var settings = new HashMap<>(clients);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "owners-copy");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.resolve("state").toString());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    return new EscalationStreams(
        () ->
            EscalationTopology.build(
                new CaseEvents(wire),
                ProgressRecords.serializer(wire),
                new CaseProcessors(library, TickLimits.standard(), held, new QueueBoard()),
                new Rooms(new RoomEvents(wire), RoomLimits.standard(), RoomObserver.NONE)),
        settings,
        () -> Admin.create(clients),
        new Packs(
            PackShelf.of(packs),
            "quick",
            library,
            () ->
                new KafkaConsumer<>(
                    clients, new StringDeserializer(), PackRecords.deserializer(wire)),
            () ->
                new KafkaProducer<>(clients, new StringSerializer(), PackRecords.serializer(wire)),
            InstantSource.system()),
        held);
  }

  private void report(LocalBroker broker) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), wire)) {
      for (var caseId : CASES) {
        var opening =
            CaseEvent.newBuilder()
                .setEventId(caseId + "-opened")
                .setCaseId(caseId)
                .setCustomerId("K-1")
                .setOccurredAt(Instant.now())
                .setSource("test")
                .setSubmittedBy("test")
                .setPayload(
                    Opened.newBuilder().setCategory("other").setChannel(Channel.APP).build())
                .build();
        var unused = producer.send(new ProducerRecord<>(Topics.CASE_EVENTS, caseId, opening)).get();
      }
    }
  }

  /** Holds every restore of the case store, once it has begun to. */
  private static final class Held implements CaseObserver, StateRestoreListener {
    private final CountDownLatch inRestore = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile @Nullable KafkaStreams streams;

    @Override
    public void starting(KafkaStreams started) {
      started.setGlobalStateRestoreListener(this);
      streams = started;
    }

    KafkaStreams streams() {
      return Objects.requireNonNull(streams);
    }

    void begin() {
      begun = true;
    }

    boolean isInRestore(Duration atMost) throws InterruptedException {
      return inRestore.await(atMost.toSeconds(), TimeUnit.SECONDS);
    }

    void end() {
      over.countDown();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
      if (begun) {
        inRestore.countDown();
        try {
          var unused = over.await(SOON.multipliedBy(4).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long to, long records) {}

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {}

    @Override
    public void decided(Decision decision) {}

    @Override
    public void deadLettered(String topic, String reason) {}

    @Override
    public void threadReplaced() {}

    @Override
    public TickObserver ticks(int partition) {
      return TickObserver.NONE;
    }

    @Override
    public void left(int partition) {}
  }
}
