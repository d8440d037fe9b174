package io.belay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ToTheEndTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.POLICY_PACKS, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path dir;

  @Test
  @Timeout(60)
  void whatIsThereIsReadAndABrokerThatGoesAwayOnTheWayIsNotAwaitedForEver() throws Exception {
    var read = new ArrayList<String>();
    try (var broker = LocalBroker.start(dir)) {
      broker.createTopics(1);
      write(broker, "one", "two", "three");
      try (var consumer =
          new KafkaConsumer<>(
              Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        ToTheEnd.read(
            consumer,
            consumer.endOffsets(List.of(PARTITION)),
            PATIENCE,
            record -> read.add(new String(record.value(), StandardCharsets.UTF_8)));
        assertThat(read).containsExactly("one", "two", "three");

        // its end was asked for, and then it was gone
        broker.close();
        assertThatThrownBy(
                () -> ToTheEnd.read(consumer, Map.of(PARTITION, 5L), PATIENCE, record -> {}))
            .isInstanceOf(KafkaException.class)
            .hasMessage("nothing came for 2 s, though the end is 2 records away");
      }
    }
  }

  private static void write(LocalBroker broker, String... values) throws Exception {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var value : values) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.POLICY_PACKS, bytes, bytes)).get();
      }
    }
  }
}
