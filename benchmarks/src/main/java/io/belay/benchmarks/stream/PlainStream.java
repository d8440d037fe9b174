package io.belay.benchmarks.stream;

import io.belay.benchmarks.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * A stream that decides nothing, exactly once, with escalation's threads, commit interval, batches
 * of records and linger; its stores are as Kafka Streams sets them. It copies each record so many
 * times. One that keeps state, too, writes as many records and bytes as Belay does: it reads and
 * writes a state for each key, and keeps what it wrote by key, both with a changelog.
 */
public final class PlainStream {
  private static final String STATES = "states";
  private static final String KEPT = "kept";

  private PlainStream() {}

  /**
   * What it does.
   *
   * @param copies records that it writes for each that it reads
   * @param stateBytes size of a key's state; 0: it keeps none, and nothing of what it wrote
   */
  public record Work(String from, String to, int copies, int stateBytes) {}

  /** Starts it as a process of its own, with as much heap as escalation has. */
  public static ChildJvm start(
      Path directory, int heapMegabytes, String bootstrapServers, Work work) throws IOException {
    return ChildJvm.start(
        directory,
        work.to(),
        heapMegabytes,
        PlainStream.class,
        List.of(
            bootstrapServers,
            directory.resolve(work.to() + "-state").toString(),
            work.from(),
            work.to(),
            Integer.toString(work.copies()),
            Integer.toString(work.stateBytes())));
  }

  /** Runs until it is stopped; {@link #start} knows the arguments. */
  public static void main(String[] args) throws InterruptedException {
    var work = new Work(args[2], args[3], Integer.parseInt(args[4]), Integer.parseInt(args[5]));
    var streams = new KafkaStreams(topology(work), settings(args[0], args[1], work.to()));
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    new CountDownLatch(1).await();
  }

  private static Topology topology(Work work) {
    var builder = new StreamsBuilder();
    var records = builder.<String, byte[]>stream(work.from());
    if (work.stateBytes() == 0) {
      records.flatMapValues(value -> Collections.nCopies(work.copies(), value)).to(work.to());
      return builder.build();
    }
    for (var store : List.of(STATES, KEPT)) {
      builder.addStateStore(
          Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
              .withCachingDisabled());
    }
    records.process(() -> new KeepsState(STATES, work), STATES).to(work.to());
    builder.<String, byte[]>stream(work.to()).process(() -> new KeepsWhatCame(KEPT), KEPT);
    return builder.build();
  }

  private static Properties settings(String bootstrapServers, String stateDirectory, String name) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "plain-" + name);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory);
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    settings.put("max.poll.records", 500);
    settings.put("producer.linger.ms", 25);
    settings.put("auto.offset.reset", "earliest");
    return settings;
  }
}
