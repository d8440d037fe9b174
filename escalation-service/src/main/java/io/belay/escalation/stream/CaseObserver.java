package io.belay.escalation.stream;

import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.lifecycle.Decision;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/** Told what the streams did; the place for metrics. Called from several threads. */
public interface CaseObserver {
  /** A case decided an event or a deadline. */
  void decided(Decision decision);

  /** An event was decided, this long after it had been appended to its topic. */
  default void eventDecided(Duration afterAppend) {}

  /**
   * A decision in which timers may have fired, each of which could have fired in time: they were
   * still to come when they were filed.
   */
  default void fired(Decision decision) {}

  /** A record went to the dead letters, for the reason of this code. */
  void deadLettered(String topic, String reason);

  /** A stream thread died and was replaced. */
  void threadReplaced();

  /** Told what the ticker of one partition did. */
  TickObserver ticks(int partition);

  /** The timers of a partition are watched elsewhere now. */
  void left(int partition);

  /** The streams are about to start: figures of their own can be watched. */
  default void starting(KafkaStreams streams) {}

  /** Nobody is told. */
  CaseObserver NONE =
      new CaseObserver() {
        @Override
        public void decided(Decision decision) {}

        @Override
        public void deadLettered(String topic, String reason) {}

        @Override
        public void threadReplaced() {}

        @Override
        public TickObserver ticks(int partition) {
          return TickObserver.NONE;
        }

        @Override
        public void left(int partition) {}
      };
}
