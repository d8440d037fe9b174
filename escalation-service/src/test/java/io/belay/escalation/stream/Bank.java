package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.CaseStateCodec;
import io.belay.escalation.wire.ProgressRecords;
import io.belay.escalation.wire.RoomEvents;
import io.belay.escalation.wire.RoomStates;
import io.belay.escalation.wire.WireBytes;
import io.belay.events.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * A bank in front of the real topology, with real bytes on the wire: it opens cases, reports
 * events, lets time pass, and expects progress.
 */
final class Bank implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /** Each step is a commit with its fsyncs, and no decision depends on a tick's exact instant. */
  private static final Duration STEP = Duration.ofMinutes(2);

  final WireBytes wire = new WireBytes();
  final QueueBoard board = new QueueBoard();
  final SeenByObserver observed = new SeenByObserver();
  final PackLibrary library;

  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> events;
  private final TestOutputTopic<String, Step> progress;
  private final TestOutputTopic<String, Step> urgentFollowUps;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private final List<Step> unexpected = new ArrayList<>();
  private Instant now = NOON;
  private int nextEvent = 1;

  Bank(Path stateDirectory) {
    this(stateDirectory, TickLimits.standard());
  }

  Bank(Path stateDirectory, TickLimits limits) {
    this(stateDirectory, limits, InnermostStores.STANDARD, libraryOf("packs/small.yaml"));
  }

  /** Without a disk under its stores, which makes it faster and changes no decision. */
  static Bank inMemory(Path stateDirectory, String pack) {
    return inMemory(stateDirectory, TickLimits.standard(), pack);
  }

  static Bank inMemory(Path stateDirectory, TickLimits limits, String pack) {
    return new Bank(stateDirectory, limits, new SurvivingStores(), libraryOf(pack));
  }

  /** Under one of the packs that are shipped, in memory. */
  static Bank under(Path stateDirectory, String shipped) throws IOException {
    var file = Path.of(System.getProperty("belay.root"), "deploy/policies", shipped + ".yaml");
    return new Bank(stateDirectory, TickLimits.standard(), new SurvivingStores(), libraryOf(file));
  }

  private Bank(Path stateDirectory, TickLimits limits, InnermostStores stores, PackLibrary packs) {
    library = packs;
    var settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.STATE_DIR_CONFIG,
            stateDirectory.toString(),
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            UnreadableRecords.class,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            MisplacedRecords.class,
            StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
            BoundedRocksDb.class,
            DeadLetters.OBSERVER,
            observed));
    var topology =
        EscalationTopology.build(
            new CaseEvents(wire),
            ProgressRecords.serializer(wire),
            new CaseProcessors(library, limits, observed, board).inVirtualTime(),
            new Rooms(new RoomEvents(wire), RoomLimits.standard(), observed),
            stores);
    driver = new TopologyTestDriver(topology, settings, NOON);
    events =
        driver.createInputTopic(
            Topics.CASE_EVENTS, new StringSerializer(), new ByteArraySerializer());
    progress =
        driver.createOutputTopic(
            Topics.CASE_PROGRESS, new StringDeserializer(), ProgressRecords.deserializer(wire));
    urgentFollowUps =
        driver.createOutputTopic(
            Topics.FOLLOW_UPS_URGENT, new StringDeserializer(), ProgressRecords.deserializer(wire));
    deadLetters =
        driver.createOutputTopic(
            Topics.deadLettersOf(Topics.CASE_EVENTS),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  static PackLibrary libraryOf(String resource) {
    try (var in =
        Objects.requireNonNull(Bank.class.getClassLoader().getResourceAsStream(resource))) {
      return libraryOf(in.readAllBytes(), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PackLibrary libraryOf(Path file) throws IOException {
    return libraryOf(Files.readAllBytes(file), file.toString());
  }

  private static PackLibrary libraryOf(byte[] yaml, String name) {
    var library = new PackLibrary();
    switch (new PackReader().read(yaml, name)) {
      case PackReading.Read read -> {
        PolicyRef ref = read.pack().ref();
        assertThat(library.add(new PackFile(ref, yaml), read.pack()))
            .isEqualTo(PackLibrary.Addition.ADDED);
        library.activate(PackLibrary.ANY_MARKET, ref);
      }
      case PackReading.Refused refused ->
          throw new AssertionError("Expected a sound pack, but: " + refused.problems());
    }
    return library;
  }

  Instant now() {
    return now;
  }

  void opens(ReportedCase reported) {
    reports(reported.caseId(), reported.opening());
  }

  /** Reports what happens now; returns the id of the event. */
  String reports(String caseId, SpecificRecord payload) {
    return reports(caseId, payload, now);
  }

  String reports(String caseId, SpecificRecord payload, Instant occurredAt) {
    String eventId = "e-" + nextEvent++;
    sends(caseId, record(eventId, caseId, payload, occurredAt));
    return eventId;
  }

  CaseEvent record(String eventId, String caseId, SpecificRecord payload, Instant occurredAt) {
    return CaseEvent.newBuilder()
        .setEventId(eventId)
        .setCaseId(caseId)
        .setCustomerId("K-1")
        .setOccurredAt(occurredAt)
        .setSource("call-centre")
        .setSubmittedBy("crm")
        .setPayload(payload)
        .build();
  }

  void sends(String key, CaseEvent event) {
    sendsBytes(key, wire.serialize(Topics.CASE_EVENTS, event), new RecordHeaders());
  }

  void sendsBytes(String key, byte @Nullable [] value, RecordHeaders headers) {
    events.pipeInput(new TestRecord<>(key, value, headers, now));
  }

  /** Time passes and the ticker ticks. */
  void waits(Duration duration) {
    var until = now.plus(duration);
    while (now.isBefore(until)) {
      var left = Duration.between(now, until);
      passes(left.compareTo(STEP) < 0 ? left : STEP);
    }
  }

  /** Time passes at once, as for a service that was down. */
  void jumps(Duration duration) {
    passes(duration);
  }

  private void passes(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
  }

  /** Checks the notable steps since the last look, in order. */
  Looked expects(Expected... expected) {
    steps().stream().filter(Expected::isNotable).forEach(unexpected::add);
    for (var each : expected) {
      var found = unexpected.stream().filter(each::matches).findFirst();
      assertThat(found).as("%s among %s", each, unexpected).isPresent();
      var unused = found.map(unexpected::remove);
    }
    return this::expectsNothingElse;
  }

  private void expectsNothingElse() {
    assertThat(unexpected).isEmpty();
  }

  /** What may follow an expectation. */
  interface Looked {
    void andNothingElse();
  }

  /** All steps since the last look, the unremarkable ones included. */
  List<Step> steps() {
    return progress.readValuesToList();
  }

  List<TestRecord<String, Step>> records() {
    return progress.readRecordsToList();
  }

  List<TestRecord<String, Step>> urgentFollowUps() {
    return urgentFollowUps.readRecordsToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  Optional<CaseState> stored(String caseId) {
    return Optional.ofNullable(cases().get(caseId)).map(new CaseStateCodec()::read);
  }

  KeyValueStore<String, byte[]> cases() {
    return driver.getKeyValueStore(EscalationTopology.CASES);
  }

  Optional<Incident> incident(String incidentId) {
    KeyValueStore<String, byte[]> incidents = driver.getKeyValueStore(EscalationTopology.INCIDENTS);
    return Optional.ofNullable(incidents.get(incidentId)).map(RoomStates::incident);
  }

  /** The steps that the history keeps of a case. */
  List<Step> remembered(String caseId) {
    KeyValueStore<Bytes, byte[]> history = driver.getKeyValueStore(EscalationTopology.HISTORY);
    var reader = ProgressRecords.deserializer(wire);
    var steps = new ArrayList<Step>();
    try (var range = history.range(HistoryKey.first(caseId), HistoryKey.last(caseId))) {
      range.forEachRemaining(
          entry -> steps.add(reader.deserialize(Topics.CASE_PROGRESS, entry.value)));
    }
    return steps;
  }

  @Override
  public void close() {
    driver.close();
  }
}
