package io.belay.intake.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Masking;
import io.belay.intake.wire.BankRecordReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

class BankEventsTransactionTests {
  private final MockProducer<Object, Object> written =
      new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, value) -> new byte[0]) {
        // it is used again
        @Override
        public void close(Duration timeout) {}
      };
  private final List<Integer> writtenBefore = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();

  private final BankEvents door =
      new BankEvents(
          new BankRecordReader(
              (topic, bytes) -> {
                writtenBefore.add(written.history().size());
                throw new IllegalStateException("unknown to the registry");
              }),
          new CaseEventChecks(new Masking(secret -> {})),
          new KafkaTemplate<>(new MockProducerFactory<>(() -> written)),
          () -> Instant.EPOCH,
          new BankEventsObserver() {
            @Override
            public void accepted(String kind) {
              counted.add(kind);
            }

            @Override
            public void deadLettered(String reason) {
              counted.add(reason);
            }
          });

  /**
   * Each schema that is unknown is a question to the registry, and a transaction has ten seconds.
   */
  @Test
  void aBatchIsReadWholeBeforeItsTransactionHasARecord() {
    door.onMessage(List.of(record(1), record(2), record(3)));

    assertThat(writtenBefore).containsExactly(0, 0, 0);
    assertThat(written.history()).hasSize(3);
    assertThat(counted).containsExactly("unreadable", "unreadable", "unreadable");
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("bank-events", 0, offset, "k".getBytes(UTF_8), new byte[] {0});
  }
}
