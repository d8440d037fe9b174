package io.belay.escalation.stream;

import io.belay.contract.Topics;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.domain.policy.Together.Duplicates;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.wire.RoomNews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** Which topic goes through which processor into which store. */
public final class EscalationTopology {
  /** What somebody waits for is committed so far apart at least. */
  static final Duration COMMITS_APART = Duration.ofMillis(75);

  public static final String CASES = "cases";
  public static final String HISTORY = "history";
  public static final String EARLY_EVENTS = "early-events";
  public static final String INCIDENTS = "incidents";
  static final String INCIDENT_MEMBERS = "incident-members";
  static final String MATTERS = "matters";

  /** No window is longer; the store drops whole segments of it. */
  static final Duration MATTERS_KEPT_FOR = Duplicates.LONGEST_WINDOW.plusDays(1);

  /** A changelog is compacted once a segment is full: small ones keep a restore short. */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          "" + 16 * 1024 * 1024,
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  private EscalationTopology() {}

  /**
   * The names are contract: stores, changelogs and consumer positions of earlier releases hang on
   * them. Sub-topologies are numbered by the names of their sources.
   */
  public static Topology build(
      Deserializer<ReportedEvent> events,
      Serializer<Step> steps,
      ProcessorSupplier<String, ReportedEvent, String, Object> decide,
      Rooms rooms) {
    return build(events, steps, decide, rooms, InnermostStores.STANDARD);
  }

  /**
   * As {@link #build(Deserializer, Serializer, ProcessorSupplier, Rooms)}, over stores of one's
   * own.
   */
  static Topology build(
      Deserializer<ReportedEvent> events,
      Serializer<Step> steps,
      ProcessorSupplier<String, ReportedEvent, String, Object> decide,
      Rooms rooms,
      InnermostStores stores) {
    var builder = new StreamsBuilder();
    builder.addStateStore(cases(stores));
    builder.addStateStore(earlyEvents(stores));
    builder.addStateStore(history(stores));
    builder.addStateStore(matters(stores));
    builder.addStateStore(incidents(stores));
    builder.addStateStore(members(stores));
    var decided =
        builder.stream(Topics.CASE_EVENTS, read(OneWay.reading(events), "case-events"))
            .process(decide, Named.as("decide"), CASES, EARLY_EVENTS);
    var made = only(Step.class, decided, "steps");
    made.to(Topics.CASE_PROGRESS, write(OneWay.writing(steps), "case-progress"));
    made.filter((caseId, step) -> UrgentSteps.isOne(step), Named.as("urgent-steps"))
        .selectKey((caseId, step) -> step.customerId(), Named.as("urgent-by-customer"))
        .to(Topics.FOLLOW_UPS_URGENT, write(OneWay.writing(steps), "follow-ups-urgent"));
    builder.stream(Topics.CASE_PROGRESS, read(Serdes.ByteArray(), "progress-made"))
        .process(HistoryProcessor::new, Named.as("remember"), HISTORY);

    var reported = OneWay.writing(rooms.events());
    only(Sighting.class, decided, "sightings")
        .repartition(through(RoomNews.sightings(), "room-duplicates"))
        .process(
            () -> new DuplicateProcessor(rooms.observer()), Named.as("find-duplicates"), MATTERS)
        .to(Topics.CASE_EVENTS, write(reported, "links"));
    only(IncidentNews.class, decided, "incident-news")
        .repartition(through(RoomNews.incidentNews(), "room-incidents"))
        .process(
            () -> new IncidentProcessor(rooms.limits(), rooms.observer(), rooms.backlog()),
            Named.as("lead-incidents"),
            INCIDENTS,
            INCIDENT_MEMBERS)
        .to(Topics.CASE_EVENTS, write(reported, "incident-events"));
    return builder.build();
  }

  private static <T> Consumed<String, T> read(Serde<T> values, String name) {
    return Consumed.with(Serdes.String(), values).withName(name);
  }

  private static <T> Produced<String, T> write(Serde<T> values, String name) {
    return Produced.with(Serdes.String(), values).withName(name);
  }

  private static <T> Repartitioned<String, T> through(Serde<T> values, String name) {
    return Repartitioned.with(Serdes.String(), values).withName(name);
  }

  private static <T> KStream<String, T> only(
      Class<T> kind, KStream<String, Object> decided, String name) {
    return decided.flatMapValues(
        value -> kind.isInstance(value) ? List.of(kind.cast(value)) : List.of(), Named.as(name));
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> cases(InnermostStores stores) {
    return Stores.keyValueStoreBuilder(stores.keyValue(CASES), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }

  /** Their changelog is what outlives a crash. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> earlyEvents(InnermostStores stores) {
    return Stores.keyValueStoreBuilder(
            stores.keyValue(EARLY_EVENTS), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> history(InnermostStores stores) {
    return Stores.keyValueStoreBuilder(stores.keyValue(HISTORY), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }

  private static StoreBuilder<WindowStore<String, byte[]>> matters(InnermostStores stores) {
    return Stores.windowStoreBuilder(
            stores.window(MATTERS, MATTERS_KEPT_FOR), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> incidents(InnermostStores stores) {
    return Stores.keyValueStoreBuilder(
            stores.keyValue(INCIDENTS), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(CHANGELOG);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> members(InnermostStores stores) {
    return Stores.keyValueStoreBuilder(
            stores.keyValue(INCIDENT_MEMBERS), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
