package io.belay.escalation.stream;

import io.belay.contract.Topics;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.progress.Step;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Which topic goes through which processor into which store. */
public final class EscalationTopology {
  public static final String CASES = "cases";
  public static final String HISTORY = "history";
  public static final String EARLY_EVENTS = "early-events";

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
   * them.
   */
  public static Topology build(
      Deserializer<ReportedEvent> events,
      Serializer<Step> steps,
      ProcessorSupplier<String, ReportedEvent, String, Step> decide) {
    var keys = new StringDeserializer();
    return new Topology()
        .addSource("case-events", keys, events, Topics.CASE_EVENTS)
        .addProcessor("decide", decide, "case-events")
        .addStateStore(cases(), "decide")
        .addStateStore(earlyEvents(), "decide")
        .addSink("case-progress", Topics.CASE_PROGRESS, new StringSerializer(), steps, "decide")
        .addSource("progress-made", keys, new ByteArrayDeserializer(), Topics.CASE_PROGRESS)
        .addProcessor("remember", HistoryProcessor::new, "progress-made")
        .addStateStore(history(), "remember");
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> cases() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(CASES), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(CHANGELOG);
  }

  /** Few, for seconds each: the changelog is what outlives a crash. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> earlyEvents() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(EARLY_EVENTS), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> history() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(HISTORY), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
