package io.belay.escalation.stream;

import static io.belay.escalation.stream.MockStores.add;
import static io.belay.escalation.stream.MockStores.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.duetime.TickObserver;
import io.belay.duetime.Ticker;
import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.wire.RoomNews;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream thread asks for new events when it has processed what it has, whatever topics that came
 * from. Ticks leave time for all of it, or thousands of due cases would keep an event waiting.
 */
class RecordsHaveTheirTurnTest {
  private static final Instant NOON = Bank.NOON;
  private static final TickLimits ONE_CASE_A_TICK =
      new TickLimits(
          Duration.ofMillis(50), 1, Duration.ofMillis(40), Duration.ZERO, Duration.ofSeconds(1));

  private static final Serde<Sighting> SIGHTINGS = RoomNews.sightings();

  @TempDir Path dir;

  private final AtomicLong nanos = new AtomicLong();
  private final WakeUps due = new WakeUps();
  private Ticker ticker;

  @BeforeEach
  void thousandsOfCasesAreDue() {
    for (int i = 0; i < 1_000; i++) {
      due.schedule("C-" + i, NOON);
    }
    ticker =
        new Ticker(
            due,
            ONE_CASE_A_TICK,
            (caseId, dueAt, now) -> nanos.addAndGet(1_000_000),
            TickObserver.NONE,
            nanos::get);
  }

  @AfterEach
  void end() {
    ticker.close();
  }

  @Test
  void ticksThatLeaveNobodyWaitingGoOn() {
    assertThat(ticker.tick(NOON)).isOne();
    assertThat(ticker.tick(NOON)).isOne();
  }

  @Test
  void events() {
    MockProcessorContext<String, Object> context = context();
    add(context, store(EscalationTopology.CASES, Serdes.String()));
    add(context, store(EscalationTopology.EARLY_EVENTS, Serdes.String()));
    var packs = Bank.libraryOf("packs/small.yaml");
    var cases =
        new CaseProcessors(packs, TickLimits.standard(), CaseObserver.NONE, new QueueBoard()).get();
    cases.init(context);
    var opened = new CaseEvent.Opened("outage", null, null, null, null, null);

    assertHasItsTurn(cases, "C-1", new ReportedEvent("e-1", "C-1", "K-1", NOON, null, opened));
  }

  @Test
  void stepsToRemember() {
    MockProcessorContext<Void, Void> context = context();
    add(context, store(EscalationTopology.HISTORY, Serdes.Bytes()));
    var history = new HistoryProcessor();
    history.init(context);

    assertHasItsTurn(history, "C-1", new byte[] {1});
  }

  @Test
  void newsOfIncidents() {
    MockProcessorContext<String, ReportedEvent> context = context();
    add(context, store(EscalationTopology.INCIDENTS, Serdes.String()));
    add(context, store(EscalationTopology.INCIDENT_MEMBERS, Serdes.Bytes()));
    var room = new IncidentProcessor(RoomLimits.standard(), RoomObserver.NONE, new Backlog());
    room.init(context);

    assertHasItsTurn(room, "I-1", new IncidentNews.Joined("C-1", NOON, 1));
  }

  @Test
  void newsOfDuplicates() {
    var topology = new Topology();
    topology.addSource("news", Serdes.String().deserializer(), SIGHTINGS.deserializer(), "news");
    topology.addProcessor("room", () -> new DuplicateProcessor(RoomObserver.NONE), "news");
    topology.addStateStore(
        Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore(
                EscalationTopology.MATTERS,
                EscalationTopology.MATTERS_KEPT_FOR,
                Duration.ofMillis(1),
                false),
            Serdes.String(),
            Serdes.ByteArray()),
        "room");
    var seen =
        new Sighting(
            "C-1", NOON, Duration.ofDays(1), Sighting.Stand.IN_WORK, NOON, null, 1, "high");
    try (var driver = new TopologyTestDriver(topology, new Properties(), NOON)) {
      var news =
          driver.createInputTopic(
              "news", Serdes.String().serializer(), SIGHTINGS.serializer(), NOON, Duration.ZERO);

      assertHaveTheirTurn(() -> news.pipeInput("K-1|other|R-1", seen));
    }
  }

  private <V> void assertHasItsTurn(Processor<String, V, ?, ?> processor, String key, V value) {
    assertHaveTheirTurn(() -> processor.process(new Record<>(key, value, NOON.toEpochMilli())));
    processor.close();
  }

  private void assertHaveTheirTurn(Runnable recordComes) {
    assertThat(ticker.tick(NOON)).isOne();
    recordComes.run();
    assertThat(ticker.tick(NOON)).isZero();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(ticker.tick(NOON)).isOne();
  }

  private <K, V> MockProcessorContext<K, V> context() {
    var context = new MockProcessorContext<K, V>(new Properties(), new TaskId(0, 0), dir.toFile());
    context.setCurrentSystemTimeMs(NOON.toEpochMilli());
    return context;
  }
}
