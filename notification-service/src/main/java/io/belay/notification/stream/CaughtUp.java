package io.belay.notification.stream;

import java.time.Instant;

/** Up to when all that was decided about cases is read. */
public interface CaughtUp {
  /** Everything, always. */
  CaughtUp ALWAYS =
      new CaughtUp() {
        @Override
        public Instant upTo() {
          return Instant.MAX;
        }

        @Override
        public void wanted() {}
      };

  /** As far as is known; {@link Instant#MIN}: it is not. */
  Instant upTo();

  /** Somebody will ask soon. */
  void wanted();
}
