package io.belay.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationStreamTest {
  private static final long LONG_ENOUGH_SECONDS = 30;
  private static final CountDownLatch ASKED = new CountDownLatch(2);

  /** No client can be made with it: as where a name is not resolved. */
  public static final class NoClient implements MetricsReporter {
    @Override
    public void configure(Map<String, ?> settings) {
      ASKED.countDown();
      throw new KafkaException("Expected a name to be resolved, but it is not");
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
  }

  @Test
  void aClientThatCannotBeMadeAtTheStartIsMadeLater(@TempDir Path state)
      throws InterruptedException {
    var nobody = "127.0.0.1:1";
    var stream =
        new NotificationStream(
            new Topology().addSource("in", "in"),
            Map.of(
                "application.id",
                "not-yet",
                "bootstrap.servers",
                nobody,
                "state.dir",
                state.toString()),
            Map.of("bootstrap.servers", nobody, "metric.reporters", NoClient.class.getName()),
            InstantSource.system());
    stream.start();
    try {
      assertThat(ASKED.await(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS)).as("tried again").isTrue();
      assertThat(stream.isReady()).isFalse();
    } finally {
      stream.stop();
    }
  }
}
