package io.belay.duetime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.TaskId;

/** When each warm copy of a store on this instance last had everything there was. */
public final class CopyAges implements StandbyUpdateListener {
  /** After the last record of a transaction stands its marker, which no copy reads. */
  public static final long MARKER = 1;

  private final InstantSource clock;
  private final Map<Copy, Instant> completeAt = new ConcurrentHashMap<>();

  private record Copy(String store, int partition) {}

  public CopyAges(InstantSource clock) {
    this.clock = clock;
  }

  /** Empty: it never had, or there is none. */
  public Optional<Instant> completeAt(String store, int partition) {
    return Optional.ofNullable(completeAt.get(new Copy(store, partition)));
  }

  @Override
  public void onUpdateStart(TopicPartition changelog, String store, long startingOffset) {}

  @Override
  public void onBatchLoaded(
      TopicPartition changelog,
      String store,
      TaskId task,
      long batchEndOffset,
      long batchSize,
      long currentEndOffset) {
    if (batchEndOffset + 1 + MARKER >= currentEndOffset) {
      completeAt.put(new Copy(store, changelog.partition()), clock.instant());
    }
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition changelog,
      String store,
      long storeOffset,
      long currentEndOffset,
      SuspendReason reason) {
    completeAt.remove(new Copy(store, changelog.partition()));
  }
}
