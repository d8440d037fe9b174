package io.belay.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What instances with a name are given of a topic that their new release reads and the one before
 * did not: why docs/operating.md says to drain them, and what the alert {@code NobodyReads} is for.
 */
@Tag("long")
class ATopicMoreTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final Duration SESSION = Duration.ofSeconds(30);

  /** Longer than members take between two heartbeats, by which they hear of an assignment. */
  private static final Duration A_WHILE = Duration.ofSeconds(12);

  private static final List<String> BEFORE = List.of(Topics.CASE_PROGRESS);
  private static final List<String> ONE_MORE =
      List.of(Topics.CASE_PROGRESS, Topics.FOLLOW_UPS_URGENT);

  private final List<KafkaStreams> all = new ArrayList<>();

  @AfterEach
  void stop() {
    all.forEach(KafkaStreams::close);
  }

  @Test
  void isGivenToNobodyWhoIsBackWithinTheSessionAndToOneWhoWasDrained(@TempDir Path directory) {
    try (var broker = LocalBroker.start(directory.resolve("broker"))) {
      broker.createTopics(2);
      var members = new Members(broker.bootstrapServers(), directory);
      var one = members.start("one", BEFORE);
      var two = members.start("two", BEFORE);
      await().atMost(LONG_ENOUGH).until(() -> topicsOf(one, two).containsAll(BEFORE));
      one.close();
      var newOne = members.start("one", ONE_MORE);
      two.close();
      var newTwo = members.start("two", ONE_MORE);
      await()
          .atMost(LONG_ENOUGH)
          .during(A_WHILE)
          .untilAsserted(
              () ->
                  assertThat(topicsOf(newOne, newTwo)).containsExactlyInAnyOrderElementsOf(BEFORE));

      newTwo.close(
          CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(LONG_ENOUGH));
      var drained = members.start("two", ONE_MORE);
      await().atMost(LONG_ENOUGH).until(() -> topicsOf(newOne, drained).containsAll(ONE_MORE));
      stop();
    }
  }

  /** What running instances work on. */
  private static Set<String> topicsOf(KafkaStreams... instances) {
    var topics = new HashSet<String>();
    for (var instance : instances) {
      instance
          .metadataForLocalThreads()
          .forEach(
              thread ->
                  thread
                      .activeTasks()
                      .forEach(
                          task ->
                              task.topicPartitions().stream()
                                  .map(TopicPartition::topic)
                                  .forEach(topics::add)));
    }
    return topics;
  }

  private final class Members {
    private final String broker;
    private final Path directory;

    Members(String broker, Path directory) {
      this.broker = broker;
      this.directory = directory;
    }

    /** Waits until it runs. */
    KafkaStreams start(String name, List<String> topics) {
      var builder = new StreamsBuilder();
      topics.forEach(topic -> builder.stream(topic).foreach((key, value) -> {}));
      var settings = new Properties();
      settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "a-topic-more");
      settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
      settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(name).toString());
      settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
      settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
      settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
      var streams = new KafkaStreams(builder.build(), settings);
      all.add(streams);
      streams.start();
      await().atMost(LONG_ENOUGH).until(() -> streams.state() == KafkaStreams.State.RUNNING);
      return streams;
    }
  }
}
