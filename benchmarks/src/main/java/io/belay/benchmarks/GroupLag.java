package io.belay.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Whether a service has taken in all there is for it: until then its work shares the machine with
 * whatever is measured next.
 */
final class GroupLag implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOKS_EVERY_MILLIS = 200;

  /** Markers of transactions stand behind the last record read. */
  private static final long NOTHING_TO_SPEAK_OF = 200;

  private final String group;
  private final Admin admin;

  /**
   * @param group of the service's stream
   */
  GroupLag(String bootstrapServers, String group) {
    this.group = group;
    admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Returns when nothing is left to take in. */
  void awaitNone() throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (long lag = lag(); lag > NOTHING_TO_SPEAK_OF; lag = lag()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Expected %s to take all in within %s, but %,d records are left"
                .formatted(group, PATIENCE, lag));
      }
      Thread.sleep(LOOKS_EVERY_MILLIS);
    }
  }

  private long lag() throws InterruptedException, ExecutionException {
    var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
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
