package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.recorded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record that nobody can read is put aside with the reason, and the stream goes on. */
@ExtendWith(OnePlatform.class)
class UnreadableRecordIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Platform platform;

  UnreadableRecordIT(Platform platform) {
    this.platform = platform;
  }

  @Test
  void whatCannotBeReadGoesToTheDeadLettersAndTheCaseBehindItGoesOn() throws Exception {
    try (Bank bank = platform.bank();
        var caseEvents = new TopicLog(platform.bootstrapServers(), Topics.CASE_EVENTS);
        var deadLetters =
            new TopicLog(platform.bootstrapServers(), Topics.deadLettersOf(Topics.CASE_EVENTS))) {
      String caseId = bank.opens(aCase("unreadable-1"));
      byte[] readable = WireFormat.openingOf(caseId, caseEvents).value();
      byte[] cutOff = Arrays.copyOf(readable, readable.length / 2);
      byte[] unknownSchema = readable.clone();
      unknownSchema[1] = 0x7f;
      for (byte[] unreadable :
          List.of("no record at all".getBytes(UTF_8), new byte[0], cutOff, unknownSchema)) {
        RecordMetadata position = writes(caseId, unreadable);
        ConsumerRecord<String, byte[]> deadLetter = deadLetterOf(position, deadLetters);
        assertThat(deadLetter.key()).isEqualTo(caseId);
        assertThat(deadLetter.value()).isEqualTo(unreadable);
        assertThat(header(deadLetter, DeadLetterHeaders.REASON)).isEqualTo("unreadable");
        assertThat(header(deadLetter, DeadLetterHeaders.CLASS)).isNotBlank();
      }
      bank.reports("unreadable-1", "RESOLVED", Map.of("outcome", "REFUNDED"));
      bank.reports("unreadable-1", "CLOSED", Map.of());
      bank.expects(recorded("unreadable-1", "CLOSED"));
    }
  }

  private RecordMetadata writes(String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(Topics.CASE_EVENTS, key, value)).get();
    }
  }

  private static ConsumerRecord<String, byte[]> deadLetterOf(
      RecordMetadata position, TopicLog deadLetters) {
    return await("the dead letter of " + position)
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(
            () ->
                deadLetters.read().stream()
                    .filter(
                        letter ->
                            header(letter, DeadLetterHeaders.TOPIC).equals(Topics.CASE_EVENTS)
                                && header(letter, DeadLetterHeaders.PARTITION)
                                    .equals("" + position.partition())
                                && header(letter, DeadLetterHeaders.OFFSET)
                                    .equals("" + position.offset()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(
        Objects.requireNonNull(record.headers().lastHeader(name), name).value(), UTF_8);
  }
}
