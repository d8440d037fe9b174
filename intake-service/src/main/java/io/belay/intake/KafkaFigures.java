package io.belay.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/** Figures of Kafka's clients, as Micrometer's binder names them. Part of {@link IntakeMetrics}. */
final class KafkaFigures implements ConsumerFactory.Listener<byte[], byte[]> {
  private static final Duration REFRESH = Duration.ofSeconds(5);

  /** The binder knows some hundred, each for every thread: these answer a question. */
  private static final List<String> KEPT =
      List.of(
          "kafka.consumer.fetch.manager.records.lag",
          // scales instances out: deploy/kubernetes
          "kafka.consumer.fetch.manager.records.lag.max");

  private final MeterRegistry registry;
  private final Supplier<ScheduledExecutorService> refreshers;
  private final Map<String, KafkaClientMetrics> watched = new ConcurrentHashMap<>();

  KafkaFigures(MeterRegistry registry) {
    this(
        registry,
        () ->
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("consumer-figures").daemon().factory()));
  }

  KafkaFigures(MeterRegistry registry, Supplier<ScheduledExecutorService> refreshers) {
    this.registry = registry;
    this.refreshers = refreshers;
  }

  /** Lets through what is kept of the binder's. */
  static MeterFilter kept() {
    return MeterFilter.deny(
        id -> id.getName().startsWith("kafka.") && !KEPT.contains(id.getName()));
  }

  /**
   * Each consumer has a refresher of its own: the binder ends the refreshing in none that it was
   * given, and would hold every consumer there ever was.
   */
  @Override
  public void consumerAdded(String id, Consumer<byte[], byte[]> consumer) {
    var refresher = refreshers.get();
    var figures =
        new KafkaClientMetrics(consumer, List.of(), refresher, REFRESH) {
          @Override
          public void close() {
            refresher.close();
            super.close();
          }
        };
    figures.bindTo(registry);
    watched.put(id, figures);
  }

  @Override
  public void consumerRemoved(@Nullable String id, Consumer<byte[], byte[]> consumer) {
    var figures = id == null ? null : watched.remove(id);
    if (figures != null) {
      figures.close();
    }
  }
}
