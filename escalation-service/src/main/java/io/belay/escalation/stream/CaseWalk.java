package io.belay.escalation.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** Walks over all cases of this instance, a bounded slice at a time, and begins anew at the end. */
final class CaseWalk {
  private final AuditedStores stores;
  private final Deque<Integer> partitionsLeft = new ArrayDeque<>();
  private @Nullable String from;
  private boolean under;

  CaseWalk(AuditedStores stores) {
    this.stores = stores;
  }

  /**
   * Goes on for {@code most} cases.
   *
   * @return whether this slice ended at the last case
   * @throws PartitionMovingException and the walk begins anew
   */
  boolean slice(int most, BiConsumer<String, byte[]> each) {
    try {
      return goOn(most, each);
    } catch (PartitionMovingException moving) {
      restart();
      throw moving;
    } catch (InvalidStateStoreException closed) {
      restart();
      throw new PartitionMovingException("Expected the partition here, but it moves", closed);
    }
  }

  private boolean goOn(int most, BiConsumer<String, byte[]> each) {
    if (!under) {
      partitionsLeft.addAll(stores.partitions());
      under = true;
    }
    int seen = 0;
    while (!partitionsLeft.isEmpty() && seen < most) {
      seen += goOnIn(partitionsLeft.getFirst(), most - seen, each);
    }
    if (partitionsLeft.isEmpty()) {
      restart();
      return true;
    }
    return false;
  }

  private int goOnIn(int partition, int most, BiConsumer<String, byte[]> each) {
    int seen = 0;
    try (var cases = stores.cases(partition, from)) {
      while (cases.hasNext() && seen < most) {
        var found = cases.next();
        each.accept(found.key, found.value);
        // the least id after it
        from = found.key + '\0';
        seen++;
      }
      if (!cases.hasNext()) {
        partitionsLeft.removeFirst();
        from = null;
      }
    }
    return seen;
  }

  private void restart() {
    partitionsLeft.clear();
    from = null;
    under = false;
  }
}
