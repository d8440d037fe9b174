package io.belay.escalation;

import io.belay.contract.Topics;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.wire.ProgressRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands in {@code case-progress}, in the words of the domain. */
final class CommittedSteps implements AutoCloseable {
  private final KafkaConsumer<String, Step> consumer;
  private final Map<String, List<Step>> read = new TreeMap<>();

  CommittedSteps(Map<String, Object> settings, Deserializer<Object> avro) {
    consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), ProgressRecords.deserializer(avro));
    Wires.fromTheStart(consumer, Topics.CASE_PROGRESS);
  }

  /** The steps of each case that can be read by now, in their order. */
  Map<String, List<Step>> byCase() {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(
            each -> read.computeIfAbsent(each.key(), id -> new ArrayList<>()).add(each.value()));
    return read;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
