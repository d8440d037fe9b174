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
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;
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
      try (var producer = bytesProducer(broker)) {
        producer.send(letterOf(sendContact(producer, 2, "C-1", "unreadable"))).get();
      }

      replayContacts(broker);

      assertThat(contactsOf(broker, 2)).hasSize(2).allMatch(value -> value.equals("unreadable"));
    }
  }

  @Test
  void aContactThatWasErasedOrToldAnewIsNotReplayed() throws Exception {
    try (var broker = LocalBroker.start(dir)) {
      broker.createTopics(1);
      try (var producer = bytesProducer(broker)) {
        for (var customer : List.of("erased", "anew", "alone")) {
          producer.send(letterOf(sendContact(producer, 0, customer, customer + ", before"))).get();
        }
        sendContact(producer, 0, "erased", null);
        sendContact(producer, 0, "anew", "anew, after");
      }

      assertThat(replayContacts(broker))
          .contains("came after it")
          .contains("1 sent to customer-contacts, 2 cannot be replayed");
      assertThat(contactsOf(broker, 0))
          .containsExactly(
              "erased, before",
              "anew, before",
              "alone, before",
              "none",
              "anew, after",
              "alone, before");

      assertThat(replayContacts(broker)).contains("0 sent", "3 cannot be replayed");
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

  private static String replayContacts(LocalBroker broker) {
    return belay("dlt", "replay", "customer-contacts", "--bootstrap", broker.bootstrapServers());
  }

  private static KafkaProducer<byte[], byte[]> bytesProducer(LocalBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** As came beside an opening: keyed otherwise than partitioned. */
  private static ConsumerRecord<byte[], byte[]> sendContact(
      KafkaProducer<byte[], byte[]> producer,
      int partition,
      String customer,
      @Nullable String contact)
      throws Exception {
    var key = ContactKeys.atOpening(customer).getBytes(UTF_8);
    var value = contact == null ? null : contact.getBytes(UTF_8);
    var written =
        producer.send(new ProducerRecord<>(Topics.CUSTOMER_CONTACTS, partition, key, value)).get();
    return new ConsumerRecord<>(Topics.CUSTOMER_CONTACTS, partition, written.offset(), key, value);
  }

  private static ProducerRecord<byte[], byte[]> letterOf(ConsumerRecord<byte[], byte[]> contact) {
    return DeadLetter.of(contact, "unreadable", "EOFException").record();
  }

  private static List<String> contactsOf(LocalBroker broker, int number) {
    try (var consumer = consumer(broker)) {
      var partition = new TopicPartition(Topics.CUSTOMER_CONTACTS, number);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      var contacts = new ArrayList<String>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record -> contacts.add(record.value() == null ? "none" : record.value()));
      }
      return contacts;
    }
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
