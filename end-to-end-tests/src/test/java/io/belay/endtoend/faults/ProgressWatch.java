package io.belay.endtoend.faults;

import io.belay.endtoend.ProgressFollower;
import io.belay.endtoend.RecordReader;
import io.belay.events.CaseProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what is decided, and when it could be read. */
final class ProgressWatch implements AutoCloseable {
  private final ProgressFollower follower;
  private final List<Seen> seen = new ArrayList<>();
  private final Map<String, Long> firstSeenByCause = new HashMap<>();

  /**
   * A step and when it could be read.
   *
   * @param at of {@link System#nanoTime}
   */
  record Seen(CaseProgress step, long at) {}

  private ProgressWatch(String bootstrapServers, RecordReader reader) {
    follower =
        new ProgressFollower(bootstrapServers, reader, step -> take(step, System.nanoTime()));
  }

  static ProgressWatch start(String bootstrapServers, RecordReader reader) {
    var watch = new ProgressWatch(bootstrapServers, reader);
    watch.follower.start();
    return watch;
  }

  private synchronized void take(CaseProgress step, long at) {
    seen.add(new Seen(step, at));
    firstSeenByCause.putIfAbsent(step.getCausedBy(), at);
  }

  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** When the first step of each cause could be read. */
  synchronized Map<String, Long> firstSeenByCause() {
    return new HashMap<>(firstSeenByCause);
  }

  @Override
  public void close() {
    follower.close();
  }
}
