package io.belay.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Whether the outboxes have taken in what became of the messages sent before: until then their work
 * shares the machine with whatever is measured next.
 */
final class OutboxLag implements AutoCloseable {
  private static final String GROUP = "notification";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOKS_EVERY_MILLIS = 200;

  /** Markers of transactions stand behind the last record read. */
  private static final long NOTHING_TO_SPEAK_OF = 200;

  private final Admin admin;

  OutboxLag(String bootstrapServers) {
    admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Returns when nothing is left to take in. */
  void awaitNone() throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (long lag = lag(); lag > NOTHING_TO_SPEAK_OF; lag = lag()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Expected the outboxes to take all in within %s, but %,d records are left"
                .formatted(PATIENCE, lag));
      }
      Thread.sleep(LOOKS_EVERY_MILLIS);
    }
  }

  private long lag() throws InterruptedException, ExecutionException {
    var read = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
    var written =
        admin
            .listOffsets(
                read.keySet().stream()
                    .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
            .all()
            .get();
    long end = written.values().stream().mapToLong(each -> each.offset()).sum();
    long at = read.values().stream().mapToLong(each -> each.offset()).sum();
    return end - at;
  }

  @Override
  public void close() {
    admin.close();
  }
}
