package io.belay.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What the broker and the machine give without Belay: a plain producer, and a stream that copies a
 * topic exactly once. Both with records of the size of a case event.
 */
final class Baselines {
  static final int EVENT_BYTES = 220;

  private final String bootstrapServers;
  private final int partitions;
  private int topics;

  Baselines(String bootstrapServers, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  /** Records a second that one producer gets acknowledged by all in-sync replicas. */
  Rate plainProducer(int records) throws InterruptedException, ExecutionException {
    return plainProducer(newTopic(), records);
  }

  /** As {@link #plainProducer(int)}, to a topic that is there already. */
  Rate plainProducer(String topic, int records) throws InterruptedException, ExecutionException {
    return produce(topic, records, EVENT_BYTES);
  }

  /**
   * Records a second that a stream takes from a backlog and makes visible to readers of committed
   * data, each so many times.
   *
   * @param bytes size of a record's value
   */
  Rate passThrough(int records, int copies, int bytes, Path stateDirectory)
      throws InterruptedException, ExecutionException {
    String from = newTopic();
    String to = newTopic();
    produce(from, records, bytes);
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "copy-to-" + to);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    settings.put("auto.offset.reset", "earliest");
    var builder = new StreamsBuilder();
    builder.<String, byte[]>stream(from).flatMapValues(v -> Collections.nCopies(copies, v)).to(to);
    try (var copied = new TopicReader(bootstrapServers, to, () -> true);
        var streams = new KafkaStreams(builder.build(), settings)) {
      streams.start();
      var written =
          copied.rateOfFirst((long) records * copies, record -> true, Duration.ofMinutes(3));
      return new Rate(written.count() / copies, written.took());
    }
  }

  private Rate produce(String topic, int records, int bytes)
      throws InterruptedException, ExecutionException {
    byte[] value = new byte[bytes];
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new StringSerializer(),
            new ByteArraySerializer())) {
      long started = System.nanoTime();
      List<Future<?>> sent = new ArrayList<>(records);
      for (int i = 0; i < records; i++) {
        sent.add(producer.send(new ProducerRecord<>(topic, UUID.randomUUID().toString(), value)));
      }
      producer.flush();
      for (var each : sent) {
        each.get();
      }
      return new Rate(records, Duration.ofNanos(System.nanoTime() - started));
    }
  }

  /** A topic of its own, with as many partitions as Belay's. */
  String newTopic() throws InterruptedException, ExecutionException {
    String topic = "baseline-" + ++topics;
    try (var admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    return topic;
  }
}
