package io.belay.escalation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Figures of Kafka Streams' own, as its binder names them: lag, sizes of stores, what is left to
 * restore. Part of {@link EscalationMetrics}.
 */
final class StreamFigures {
  private static final Duration REFRESH = Duration.ofSeconds(5);

  /** The binder knows some hundred, each for every thread: these answer a question. */
  private static final List<String> KEPT =
      List.of(
          "kafka.consumer.fetch.manager.records.lag",
          // scales instances out: deploy/kubernetes
          "kafka.consumer.fetch.manager.records.lag.max",
          "kafka.stream.state.estimate.num.keys",
          "kafka.stream.state.total.sst.files.size",
          "kafka.stream.task.restore.remaining.records.total");

  private final MeterRegistry registry;

  StreamFigures(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Lets through what is kept of the binder's. */
  static MeterFilter kept() {
    return MeterFilter.deny(
        id -> id.getName().startsWith("kafka.") && !KEPT.contains(id.getName()));
  }

  void watch(KafkaStreams streams) {
    var refresher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stream-figures").daemon().factory());
    new KafkaStreamsMetrics(streams, List.of(), refresher, REFRESH).bindTo(registry);
  }
}
