package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
  private static final long LONG_ENOUGH_SECONDS = 30;

  @Test
  void aClientThatCannotBeMadeIsABrokerAwayAndIsMadeLater() throws InterruptedException {
    var asked = new CountDownLatch(2);
    try (var watch =
        new BrokerWatch(
            () -> {
              asked.countDown();
              throw new KafkaException("Expected a name to be resolved, but it is not");
            })) {
      watch.start();
      assertThat(asked.await(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS))
          .as("it is tried again")
          .isTrue();
      assertThat(watch.answers()).isFalse();
    }
  }
}
