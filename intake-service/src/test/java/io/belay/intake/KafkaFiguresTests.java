package io.belay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaFiguresTests {
  @Test
  void ofAConsumerThatIsClosedNothingIsRefreshedAnyMore() {
    var refresher = new ScheduledThreadPoolExecutor(1);
    var figures = new KafkaFigures(new SimpleMeterRegistry(), () -> refresher);
    var consumer = new MockConsumer<byte[], byte[]>("earliest");
    figures.consumerAdded("bank-events", consumer);
    assertThat(refresher.getQueue()).hasSize(1);

    figures.consumerRemoved("bank-events", consumer);
    assertThat(refresher.getQueue()).isEmpty();
    assertThat(refresher.isTerminated()).isTrue();
  }

  /** docs/metrics.md says that nothing else is. */
  @ParameterizedTest
  @CsvSource({
    "kafka.consumer.fetch.manager.records.lag,1",
    "kafka.consumer.fetch.manager.records.lag.max,1",
    "kafka.consumer.fetch.manager.records.lag.avg,0",
    "kafka.consumer.coordinator.commit.rate,0",
    "belay.intake.repeats,1"
  })
  void theLagAndItsGreatestAreKept(String meter, int kept) {
    MeterRegistry registry = new SimpleMeterRegistry();
    registry.config().meterFilter(KafkaFigures.kept());
    registry.counter(meter).increment();
    assertThat(registry.find(meter).counters()).hasSize(kept);
  }
}
