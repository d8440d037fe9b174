package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.ContactKeys;
import io.belay.contract.DeadLetter;
import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.local.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
  @TempDir Path dir;

  @Test
  void replaySendsTheOriginalBytesAndDryRunSendsNothing() throws Exception {
    try (var broker = LocalBroker.start(dir)) {
      broker.createTopics(1);
      var dead = new ProducerRecord<>(Topics.deadLettersOf(Topics.CASE_EVENTS), 0, "C-1", "bytes");
      dead.headers().add("traceparent", "00-1".getBytes(UTF_8));
      dead.headers().add(DeadLetterHeaders.TOPIC, Topics.CASE_EVENTS.getBytes(UTF_8));
      dead.headers().add(DeadLetterHeaders.REASON, "unreadable".getBytes(UTF_8));
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new StringSerializer(),
              new StringSerializer())) {
        producer.send(dead).get();
      }

      assertThat(belay("dlt", "list", "--bootstrap", broker.bootstrapServers()))
          .contains("unreadable")
          .contains("1 dead letters");
      assertThat(
              belay(
                  "dlt",
                  "replay",
                  "case-events",
                  "--dry-run",
                  "--bootstrap",
                  broker.bootstrapServers()))
          .contains("1 would be sent to case-events");
      assertThat(endOf(broker)).isZero();
      assertThat(belay("dlt", "replay", "case-events", "--bootstrap", broker.bootstrapServers()))
          .contains("1 sent to case-events");
      assertThat(endOf(broker)).isEqualTo(1);
      assertThat(headersOfFirst(broker)).containsExactly("traceparent", DeadLetterHeaders.REPLAYED);
    }
  }

  @Test
  void aLetterWithoutItsBytesIsNotReplayedAndSaysWhy() throws Exception {
    try (var broker = LocalBroker.start(dir)) {
      broker.createTopics(1);
      var large =
          new ConsumerRecord<>(
              Topics.CASE_EVENTS, 3, 17, "C-1".getBytes(UTF_8), new byte[2_000_000]);
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        producer.send(DeadLetter.of(large, "unreadable", "EOFException").record()).get();
      }

      assertThat(belay("dlt", "list", "--bootstrap", broker.bootstrapServers()))
          .contains("from case-events/3@17  too-large (EOFException)  2000000 bytes");
      assertThat(belay("dlt", "replay", "case-events", "--bootstrap", broker.bootstrapServers()))
          .contains("from case-events/3@17", "cannot be replayed: it was too large")
          .contains("0 sent to case-events, 1 cannot be replayed");
      assertThat(endOf(broker)).isZero();
    }
  }

  @Test
  void aLetterGoesBackToThePartitionItCameFromWhateverItsKey() throws Exception {
    try (var broker = LocalBroker.start(dir)) {
      broker.createTopics(4);
      var contact =
          new ConsumerRecord<>(
              Topics.CUSTOMER_CONTACTS,
              2,
              17,
              ContactKeys.atOpening("C-1").getBytes(UTF_8),
              new byte[] {1});
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        producer.send(DeadLetter.of(contact, "unreadable", "EOFException").record()).get();
      }

      belay("dlt", "replay", "customer-contacts", "--bootstrap", broker.bootstrapServers());

      try (var consumer = consumer(broker)) {
        var partition = new TopicPartition(Topics.CUSTOMER_CONTACTS, 2);
        assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 1L);
      }
    }
  }

  @Test
  void misuseIsSaidInOneLineWithItsOwnCode() {
    var err = new ByteArrayOutputStream();
    int code = OperatorCommand.run(System.out, new PrintStream(err, true, UTF_8), "dlt", "purge");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("belay: expected");
  }

  private static String belay(String... args) {
    var out = new ByteArrayOutputStream();
    int code = OperatorCommand.run(new PrintStream(out, true, UTF_8), System.err, args);
    assertThat(code).isZero();
    return out.toString(UTF_8);
  }

  private static long endOf(LocalBroker broker) {
    try (var consumer = consumer(broker)) {
      var partition = new TopicPartition(Topics.CASE_EVENTS, 0);
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
    }
  }

  private static List<String> headersOfFirst(LocalBroker broker) {
    try (var consumer = consumer(broker)) {
      var partition = new TopicPartition(Topics.CASE_EVENTS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var first = consumer.poll(Duration.ofSeconds(20)).records(partition).getFirst();
      assertThat(first.value()).isEqualTo("bytes");
      return List.of(first.headers().toArray()).stream().map(header -> header.key()).toList();
    }
  }

  private static KafkaConsumer<String, String> consumer(LocalBroker broker) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
