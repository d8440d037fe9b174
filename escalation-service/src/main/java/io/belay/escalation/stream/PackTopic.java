package io.belay.escalation.stream;

import io.belay.contract.Topics;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.wire.PackRecords.PackNews;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of packs and activations: read into the library, written to, and followed. */
public final class PackTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PackTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration READ_WITHIN = Duration.ofSeconds(30);
  private static final List<TopicPartition> PARTITION =
      List.of(new TopicPartition(Topics.POLICY_PACKS, 0));

  private final Consumer<String, PackNews> consumer;
  private final PackLibrary library;
  private final PackReader reader = new PackReader();

  /** Reads by a consumer of its own, which belongs to the calling thread. */
  public PackTopic(Supplier<Consumer<String, PackNews>> consumers, PackLibrary library) {
    this.consumer = consumers.get();
    this.library = library;
    consumer.assign(PARTITION);
    consumer.seekToBeginning(PARTITION);
  }

  /**
   * Reads up to the end the topic has now.
   *
   * @throws KafkaException if that takes longer than half a minute
   */
  public void readToEnd() {
    long givenUpNanos = System.nanoTime() + READ_WITHIN.toNanos();
    Long end = consumer.endOffsets(PARTITION).get(PARTITION.getFirst());
    while (end != null && consumer.position(PARTITION.getFirst()) < end) {
      if (System.nanoTime() > givenUpNanos) {
        throw new KafkaException("Expected to read policy-packs within " + READ_WITHIN);
      }
      readNext();
    }
  }

  /** Reads what comes next, if it comes within half a second. */
  public void readNext() {
    consumer.poll(POLL).forEach(record -> take(record.value(), record.offset()));
  }

  /** Writes and waits for the acknowledgement. */
  public static void write(Producer<String, PackNews> producer, PackNews news) {
    try {
      producer.send(new ProducerRecord<>(Topics.POLICY_PACKS, news.key(), news)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Expected to write " + news.key(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while writing " + news.key(), e);
    }
  }

  private void take(PackNews news, long position) {
    switch (news) {
      case PackNews.Activated activated -> activate(activated, position);
      case PackNews.Published published -> add(published.file());
    }
  }

  /** What nobody published cannot decide anything: the market keeps what it had. */
  private void activate(PackNews.Activated activated, long position) {
    if (library.pack(activated.ref()).isEmpty()) {
      log.error(
          "Pack {} was activated for market {} by {}, but nobody published it: the activation is"
              + " not followed",
          activated.ref(),
          activated.market(),
          activated.told().by());
      return;
    }
    library.activate(activated.market(), activated.ref(), position);
  }

  private void add(PackFile file) {
    switch (reader.readPublished(file.bytes(), file.ref().toString())) {
      case PackReading.Refused refused ->
          throw new PackConflictException(
              "Expected to read the published pack %s, but: %s"
                  .formatted(file.ref(), refused.problems().getFirst()));
      case PackReading.Read read -> {
        if (library.add(file, read.pack()) == PackLibrary.Addition.REFUSED) {
          throw differs(file);
        }
      }
    }
  }

  static PackConflictException differs(PackFile file) {
    return new PackConflictException(
        "Expected pack %s to be as it was published, but its content differs: give it a new version"
            .formatted(file.ref()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
