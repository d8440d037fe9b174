package io.belay.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
  @TempDir Path dir;

  @Test
  void topicsHaveOnePartitionCountButPacks() throws Exception {
    try (var broker = LocalBroker.start(dir)) {
      broker.createTopics(3);
      broker.createTopics(3);
      try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        var names = Topics.all().stream().map(Topics.Topic::name).toList();
        var topics = admin.describeTopics(names).allTopicNames().get();
        assertThat(topics).hasSameSizeAs(names);
        assertThat(topics)
            .allSatisfy(
                (name, topic) ->
                    assertThat(topic.partitions())
                        .hasSize(name.equals(Topics.POLICY_PACKS) ? 1 : 3));
      }
    }
  }

  @Test
  void recordsAndSchemaIdsSurviveKillAndRestartElsewhere() throws Exception {
    int schemaId;
    var broker = LocalBroker.start(dir);
    broker.createTopics(2);
    try (var registry = LocalRegistry.start(dir, broker.bootstrapServers())) {
      schemaId = register(registry, "cases-value");
      register(registry, "others-value");
      send(broker, "kept");
      registry.kill();
    }
    broker.kill();

    try (var again = LocalBroker.start(dir);
        var registry = LocalRegistry.start(dir, again.bootstrapServers())) {
      assertThat(read(again)).containsExactly("kept");
      assertThat(register(registry, "cases-value")).isEqualTo(schemaId);
    }
  }

  private static int register(LocalRegistry registry, String subject)
      throws IOException, InterruptedException {
    var schema =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\""
            + subject.replace("-value", "")
            + "\\\",\\\"fields\\\":[]}\"}";
    try (var http = HttpClient.newHttpClient()) {
      var response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          registry.url() + "/apis/ccompat/v7/subjects/" + subject + "/versions"))
                  .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                  .POST(HttpRequest.BodyPublishers.ofString(schema))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return Integer.parseInt(response.body().replaceAll("\\D", ""));
    }
  }

  private static void send(LocalBroker broker, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.CASE_EVENTS, 0, "C-1", value)).get();
    }
  }

  private static List<String> read(LocalBroker broker) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(Topics.CASE_EVENTS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
          .map(record -> record.value())
          .toList();
    }
  }
}
