package io.belay.benchmarks;

import io.belay.benchmarks.stream.PlainStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the broker and the machine give without Belay: a plain producer, and streams that decide
 * nothing.
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
    return produce(topic, keys(records), EVENT_BYTES);
  }

  /**
   * Records a second that a stream takes from a backlog and makes visible to readers of committed
   * data, each so many times. The stream is started for it, as Belay is, and the first half makes
   * it warm and is not counted.
   *
   * @param bytes size of a record's value
   * @param stateBytes size of the state it keeps for each key, of which two records come; 0: none
   */
  Rate plainStream(int records, int copies, int bytes, int stateBytes, Path directory)
      throws InterruptedException, ExecutionException, IOException {
    var work = new PlainStream.Work(newTopic(), newTopic(), copies, stateBytes);
    var keys = keys(records / 2);
    produce(work.from(), keys, bytes);
    produce(work.from(), keys, bytes);
    // a stream takes longer to start than its reader; one that were first would be waited for in
    // vain
    try (var stream =
            PlainStream.start(
                directory, BenchPlatform.ESCALATION_HEAP_MEGABYTES, bootstrapServers, work);
        var copied = new TopicReader(bootstrapServers, work.to(), stream::isAlive)) {
      long all = (long) records * copies;
      var written = copied.rateAfter(all / 2, all, record -> true, Duration.ofMinutes(3));
      return new Rate(written.count() / copies, written.took());
    }
  }

  private static List<String> keys(int number) {
    return Stream.generate(() -> UUID.randomUUID().toString()).limit(number).toList();
  }

  private Rate produce(String topic, List<String> keys, int bytes)
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
      List<Future<?>> sent = new ArrayList<>(keys.size());
      for (var key : keys) {
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
      }
      producer.flush();
      for (var each : sent) {
        each.get();
      }
      return new Rate(keys.size(), Duration.ofNanos(System.nanoTime() - started));
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
