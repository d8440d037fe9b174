package io.belay.endtoend;

import io.belay.contract.Topics;
import io.belay.events.CaseProgress;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Reads what is decided from the beginning on, as soon as it is committed, on a thread of its own.
 */
public final class ProgressFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final RecordReader reader;
  private final Consumer<CaseProgress> heard;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread = Thread.ofPlatform().name("progress-follower").unstarted(this::run);
  private volatile boolean open = true;

  /**
   * Begins with {@link #start}.
   *
   * @param heard is handed each step, on the follower's thread
   */
  public ProgressFollower(
      String bootstrapServers, RecordReader reader, Consumer<CaseProgress> heard) {
    this.reader = reader;
    this.heard = heard;
    this.consumer = TopicLog.fromTheBeginning(bootstrapServers, Topics.CASE_PROGRESS);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (open) {
        for (var record : consumer.poll(POLL)) {
          heard.accept(reader.read(record.value(), CaseProgress.class));
        }
      }
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
