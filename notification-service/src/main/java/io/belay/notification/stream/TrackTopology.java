package io.belay.notification.stream;

import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.stream.state.StateSerde;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/** The part of the topology that the customers' pages are read from. */
public final class TrackTopology {
  /** Store of what customers see of their cases, by caseId. */
  public static final String TRACKED = "tracked-cases";

  /** Store of check codes that went out, by code, windowed by when. */
  public static final String CODES = "check-codes";

  /** How long a code can be checked; later answers say it is not known. */
  public static final Duration CODES_KEPT = Duration.ofDays(90);

  private TrackTopology() {}

  static void stores(StreamsBuilder builder) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(TRACKED), Serdes.String(), StateSerde.trackedCases()));
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(CODES, CODES_KEPT, Duration.ofMillis(1), false),
            Serdes.String(),
            StateSerde.issuedCodes()));
  }

  static void cases(KStream<String, CaseHeard> progress, TrackRoom room) {
    progress.process(room::processor, Named.as("track"), TRACKED);
  }

  static void codes(KStream<String, Outgoing.CodeIssued> issued) {
    issued
        .mapValues(Outgoing.CodeIssued::issued)
        .selectKey((customerId, code) -> code.code(), Named.as("by-code"))
        .repartition(
            Repartitioned.<String, IssuedCode>as("issued-codes")
                .withKeySerde(Serdes.String())
                .withValueSerde(StateSerde.issuedCodes()))
        .process(CodeProcessor::new, Named.as("remember-code"), CODES);
  }
}
