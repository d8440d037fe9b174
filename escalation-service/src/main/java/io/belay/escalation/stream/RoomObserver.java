package io.belay.escalation.stream;

import io.belay.escalation.domain.event.ReportedEvent;

/** Told what rooms did; the place for metrics. Called from several threads. */
public interface RoomObserver {
  /** A room reported this to a case. */
  void reported(ReportedEvent event);

  /**
   * How many incidents the rooms of a partition watch.
   *
   * @param inWork incidents that are neither resolved nor closed
   * @param members cases that belong to any
   */
  void incidents(int partition, long inWork, long members);

  /** The rooms of a partition are elsewhere now. */
  void roomsLeft(int partition);

  /** Nobody is told. */
  RoomObserver NONE =
      new RoomObserver() {
        @Override
        public void reported(ReportedEvent event) {}

        @Override
        public void incidents(int partition, long inWork, long members) {}

        @Override
        public void roomsLeft(int partition) {}
      };
}
