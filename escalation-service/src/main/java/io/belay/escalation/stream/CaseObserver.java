package io.belay.escalation.stream;

import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.lifecycle.Decision;

/** Told what the streams did; the place for metrics. Called from several threads. */
public interface CaseObserver {
  /** A case decided an event or a deadline. */
  void decided(Decision decision);

  /** A record went to the dead letters, for the reason of this code. */
  void deadLettered(String topic, String reason);

  /** A stream thread died and was replaced. */
  void threadReplaced();

  /** Told what the ticker of one partition did. */
  TickObserver ticks(int partition);

  /** The timers of a partition are watched elsewhere now. */
  void left(int partition);

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
