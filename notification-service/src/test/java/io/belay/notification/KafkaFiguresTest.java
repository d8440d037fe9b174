package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

class KafkaFiguresTest {
  /** A dispatcher makes a consumer a second while it cannot read. */
  @Test
  void ofAConsumerThatIsClosedNothingIsRefreshedAnyMore() {
    var refresher = new ScheduledThreadPoolExecutor(1);
    var figures = new KafkaFigures(new SimpleMeterRegistry(), () -> refresher);
    var watched = figures.watch(new MockConsumer<byte[], byte[]>("earliest"));
    assertThat(refresher.getQueue()).hasSize(1);

    watched.close();
    assertThat(refresher.getQueue()).isEmpty();
    assertThat(refresher.isTerminated()).isTrue();
  }
}
