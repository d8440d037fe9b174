package io.belay.notification.stream;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.Samples;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.ReceiptHalf.Taken;
import io.belay.notification.domain.ReceiptPatience;
import io.belay.notification.stream.state.StateSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a tick of the walk takes where RocksDB has to pass what was deleted: figures to be read,
 * nothing is required. Not part of the gate; {@code -Dtest=ReceiptWalkTrial} runs it.
 */
class ReceiptWalkTrial {
  private static final int CHANGES_A_FLUSH = 10_000;
  private static final Instant WALKS = Samples.NOON.plus(Duration.ofDays(3));

  private final SplittableRandom random = new SplittableRandom(7);

  /**
   * @param deleted halves that met, by which the walk passes
   * @param live halves that wait, spread among them
   */
  @ParameterizedTest
  @CsvSource({"0, 20000", "200000, 0", "200000, 20000", "1000000, 0", "1000000, 20000"})
  void walksPastWhatWasDeleted(int deleted, int live, @TempDir Path directory) {
    var store = store(directory.toFile());
    fill(store, deleted, live);
    var room =
        new ReceiptRoom(
            new ReceiptPatience(Duration.ofDays(2), Duration.ofDays(6)),
            new NotificationMetrics(new SimpleMeterRegistry()));
    for (int round = 1; round <= 2; round++) {
      var walk = new ReceiptWalk(store, room);
      walk.tick(WALKS.minus(ReceiptWalk.REST));
      var millis = new ArrayList<Double>();
      for (int tick = 0; tick < live / ReceiptWalk.MOST_A_TICK + 2; tick++) {
        long begun = System.nanoTime();
        walk.tick(WALKS);
        millis.add((System.nanoTime() - begun) / 1e6);
      }
      System.out.println(
          String.format(
              Locale.ROOT,
              "TRIAL deleted=%d live=%d walk=%d ticks=%d longest=%.1f ms, all=%.1f ms",
              deleted,
              live,
              round,
              millis.size(),
              Collections.max(millis),
              millis.stream().mapToDouble(Double::doubleValue).sum()));
    }
    store.close();
  }

  /** As it comes: a half is put, and goes some thousand others later. */
  private void fill(KeyValueStore<String, ReceiptHalf> store, int deleted, int live) {
    var waiting = new ArrayList<String>();
    int changes = 0;
    for (int i = 0; i < deleted + live; i++) {
      boolean stays = live > 0 && i % Math.max(1, (deleted + live) / live) == 0;
      var key = "smtp|" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
      store.put(key, mail());
      if (!stays) {
        waiting.add(key);
      }
      if (waiting.size() > 5_000) {
        store.delete(waiting.remove(random.nextInt(waiting.size())));
        changes++;
      }
      if (++changes >= CHANGES_A_FLUSH) {
        store.flush();
        changes = 0;
      }
    }
    waiting.forEach(store::delete);
    store.flush();
  }

  private static Taken mail() {
    var ref = new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/7", 1);
    return new Taken(ref, Channel.EMAIL, 1, 1, Samples.NOON);
  }

  private static KeyValueStore<String, ReceiptHalf> store(File directory) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "trial");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    var context = new MockProcessorContext<Void, Void>(settings, new TaskId(0, 0), directory);
    var store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(NotificationTopology.RECEIPTS),
                Serdes.String(),
                StateSerde.receiptHalves())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
