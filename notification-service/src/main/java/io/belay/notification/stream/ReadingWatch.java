package io.belay.notification.stream;

import io.belay.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;

/**
 * Looks, while somebody wants to know, up to when all that was decided about cases has reached its
 * outbox, whichever instance reads it. It notes the time and the ends of {@code case-progress},
 * waits until the service has read up to there, and then the same of the topic that brings news to
 * their customers: what stood in the one by then stands in the other.
 *
 * <p>What a transaction that is still open has written is not read. Behind the last record stands
 * the mark of its transaction, and who has read the record has not always passed the mark: where
 * the service seems to be behind, it is looked whether records are there.
 */
public final class ReadingWatch implements CaughtUp, SmartLifecycle {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final String group;
  private final Map<String, Object> adminSettings;
  private final Map<String, Object> consumerSettings;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("reading-watch").unstarted(this::run);
  private volatile Instant upTo = Instant.MIN;
  private volatile boolean wanted;
  private volatile boolean running;

  /**
   * @param group of the streams: their application id
   */
  public ReadingWatch(
      String group,
      Map<String, Object> adminSettings,
      Map<String, Object> consumerSettings,
      InstantSource clock) {
    this.group = group;
    this.adminSettings = Map.copyOf(adminSettings);
    this.consumerSettings = probing(consumerSettings);
    this.clock = clock;
  }

  /** One record is enough to know; a batch is fetched whole. */
  private static Map<String, Object> probing(Map<String, Object> settings) {
    var own = new HashMap<>(settings);
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_024);
    return own;
  }

  /** What a clock that was ahead has noted says nothing. */
  @Override
  public Instant upTo() {
    return upTo.isAfter(clock.instant()) ? Instant.MIN : upTo;
  }

  @Override
  public void wanted() {
    wanted = true;
  }

  @Override
  public void start() {
    running = true;
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    try {
      while (running) {
        if (wanted) {
          look();
        }
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException | InterruptException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try (var admin = Admin.create(adminSettings);
        var probe =
            new KafkaConsumer<>(
                consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      while (wanted) {
        wanted = false;
        var begun = clock.instant();
        awaitRead(Topics.CASE_PROGRESS, admin, probe);
        awaitRead(NotificationTopology.newsOfCustomers(group), admin, probe);
        upTo = begun;
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptException closing) {
      throw closing;
    } catch (ExecutionException | TimeoutException | KafkaException away) {
      // the broker is away, or the topic not there yet: the clients say why, and nothing is known
      wanted = true;
    }
  }

  private void awaitRead(String topic, Admin admin, Consumer<?, ?> probe)
      throws ExecutionException, TimeoutException, InterruptedException {
    var ends = ends(topic, admin);
    while (!isRead(ends, admin, probe)) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  /** Also of what is in a transaction that is open. */
  private static Map<TopicPartition, Long> ends(String topic, Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    var description = answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    int partitions = description == null ? 0 : description.partitions().size();
    var latest =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
    return answer(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
  }

  private boolean isRead(Map<TopicPartition, Long> ends, Admin admin, Consumer<?, ?> probe)
      throws ExecutionException, TimeoutException, InterruptedException {
    var read = answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    var unread = new HashMap<TopicPartition, Long>();
    ends.forEach(
        (partition, end) -> {
          var committed = read.get(partition);
          if (committed == null ? end > 0 : committed.offset() < end) {
            unread.put(partition, end);
          }
        });
    return unread.isEmpty() || hasNoRecords(unread, read, probe);
  }

  /** Whether only marks of transactions stand between what is read and these ends. */
  private static boolean hasNoRecords(
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, OffsetAndMetadata> read,
      Consumer<?, ?> probe) {
    probe.assign(ends.keySet());
    for (var partition : ends.keySet()) {
      var committed = read.get(partition);
      if (committed == null) {
        probe.seekToBeginning(List.of(partition));
      } else {
        probe.seek(partition, committed.offset());
      }
    }
    long begun = System.nanoTime();
    do {
      for (var record : probe.poll(PROBE.dividedBy(5))) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          return false;
        }
      }
      if (ends.entrySet().stream()
          .allMatch(each -> probe.position(each.getKey()) >= each.getValue())) {
        return true;
      }
    } while (System.nanoTime() - begun < PROBE.toNanos());
    return false;
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
