package io.belay.escalation.stream;

import io.belay.contract.Topics;
import io.belay.duetime.TickLimits;
import io.belay.escalation.audit.Written;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.CaseStateCodec;
import io.belay.escalation.wire.ProgressRecords;
import io.belay.escalation.wire.RoomEvents;
import io.belay.escalation.wire.RoomStates;
import io.belay.escalation.wire.WireBytes;
import io.belay.events.CaseEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The real topology over one partition, which can be stopped and started, and which can crash: then
 * all it did since its last commit is undone, as a transaction undoes it, and the records are
 * delivered again.
 */
final class RestartableTopology implements AutoCloseable {
  private final Path directory;
  private final PackLibrary library;
  private final TickLimits limits;
  private final WireBytes wire = new WireBytes();
  private final CaseEvents reader = new CaseEvents(wire);
  private final RoomEvents writer = new RoomEvents(wire);
  private final SurvivingStores stores = new SurvivingStores();
  private final Map<String, List<ReportedEvent>> events = new HashMap<>();
  private final Map<String, List<Written>> committed = new HashMap<>();
  private final List<TestRecord<String, Step>> uncommitted = new ArrayList<>();
  private final List<TestRecord<String, byte[]>> sinceCommit = new ArrayList<>();
  private TopologyTestDriver driver;
  private Instant now;

  RestartableTopology(Path directory, PackLibrary library, Instant now) {
    this(directory, library, TickLimits.standard(), now);
  }

  RestartableTopology(Path directory, PackLibrary library, TickLimits limits, Instant now) {
    this.directory = directory;
    this.library = library;
    this.limits = limits;
    this.now = now;
    this.driver = started();
  }

  Instant now() {
    return now;
  }

  /** Appends a record to the log, and it is decided. */
  void appends(CaseEvent event) {
    appends(event.getCaseId(), wire.serialize(Topics.CASE_EVENTS, event));
  }

  /** Appends what was reported to the log, and it is decided. */
  void appends(ReportedEvent event) {
    appends(event.caseId(), writer.serialize(Topics.CASE_EVENTS, event));
  }

  private void appends(String caseId, byte @Nullable [] bytes) {
    events
        .computeIfAbsent(caseId, id -> new ArrayList<>())
        .add(CaseEvents.appendedAt(reader.deserialize(Topics.CASE_EVENTS, bytes), now));
    var record = new TestRecord<>(caseId, bytes, new RecordHeaders(), now);
    sinceCommit.add(record);
    delivers(record);
  }

  /** Time passes at once, and one tick comes. */
  void waits(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
    drain();
  }

  /** What was done is kept. */
  void commits() {
    stores.keep(cases());
    stores.keep(driver.getKeyValueStore(EscalationTopology.EARLY_EVENTS));
    for (var record : uncommitted) {
      committed
          .computeIfAbsent(record.key(), id -> new ArrayList<>())
          .add(new Written(record.value(), Instant.ofEpochMilli(record.timestamp())));
    }
    uncommitted.clear();
    sinceCommit.clear();
  }

  /** Stops in order and starts again after a while. */
  void restarts(Duration away) {
    commits();
    startsAnew(away);
  }

  /** Dies, and starts again after a while: the records since the last commit come again. */
  void crashes(Duration away) {
    uncommitted.clear();
    startsAnew(away);
    List.copyOf(sinceCommit).forEach(this::delivers);
  }

  private void startsAnew(Duration away) {
    driver.close();
    now = now.plus(away);
    driver = started();
  }

  private void delivers(TestRecord<String, byte[]> record) {
    driver
        .createInputTopic(Topics.CASE_EVENTS, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(record);
    drain();
  }

  private void drain() {
    uncommitted.addAll(
        driver
            .createOutputTopic(
                Topics.CASE_PROGRESS, new StringDeserializer(), ProgressRecords.deserializer(wire))
            .readRecordsToList());
  }

  /** Every case that anything was reported of. */
  List<String> caseIds() {
    return List.copyOf(events.keySet());
  }

  List<ReportedEvent> eventsOf(String caseId) {
    return events.getOrDefault(caseId, List.of());
  }

  /** The committed steps of a case. */
  List<Written> writtenOf(String caseId) {
    return committed.getOrDefault(caseId, List.of());
  }

  Optional<CaseState> stored(String caseId) {
    return Optional.ofNullable(cases().get(caseId)).map(new CaseStateCodec()::read);
  }

  /** When the first of all cases wants to be woken. */
  Optional<Instant> wakeUpAt() {
    try (var all = cases().all()) {
      Optional<Instant> first = Optional.empty();
      while (all.hasNext()) {
        var at = CaseStateCodec.wakeUpAt(all.next().value);
        if (at.isPresent() && first.filter(known -> !at.get().isBefore(known)).isEmpty()) {
          first = at;
        }
      }
      return first;
    }
  }

  /** A case is overdue, or an event waits for an opening that may come too late. */
  boolean hasSomethingDue() {
    return hasEarlyEvents() || wakeUpAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  /** An event waits for the opening of its case. */
  boolean hasEarlyEvents() {
    KeyValueStore<String, byte[]> early = driver.getKeyValueStore(EscalationTopology.EARLY_EVENTS);
    try (var waiting = early.all()) {
      return waiting.hasNext();
    }
  }

  /** Members of an incident wait for the next tick of its room. */
  boolean haveRoomsToTell() {
    KeyValueStore<String, byte[]> incidents = driver.getKeyValueStore(EscalationTopology.INCIDENTS);
    try (var all = incidents.all()) {
      while (all.hasNext()) {
        if (RoomStates.incident(all.next().value).round() != null) {
          return true;
        }
      }
      return false;
    }
  }

  private KeyValueStore<String, byte[]> cases() {
    return driver.getKeyValueStore(EscalationTopology.CASES);
  }

  private TopologyTestDriver started() {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.STATE_DIR_CONFIG,
            directory.toString(),
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            UnreadableRecords.class,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            MisplacedRecords.class));
    var processors =
        new CaseProcessors(library, limits, CaseObserver.NONE, new QueueBoard()).inVirtualTime();
    var rooms = new Rooms(new RoomEvents(wire), RoomLimits.standard(), RoomObserver.NONE);
    return new TopologyTestDriver(
        EscalationTopology.build(
            new CaseEvents(wire), ProgressRecords.serializer(wire), processors, rooms, stores),
        settings,
        now);
  }

  @Override
  public void close() {
    driver.close();
  }
}
