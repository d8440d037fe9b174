package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says that an event happened, and what of the case it left as it was. */
final class Recording {
  private final Unfolding unfolding;

  Recording(Unfolding unfolding) {
    this.unfolding = unfolding;
  }

  void recordHandled(CaseEvent event, Handler handler, String queue, Instant at) {
    var state = unfolding.state();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            event.type(),
            state.status(),
            handler,
            queue,
            state.placement().excluded(),
            null,
            null));
  }

  void record(CaseEvent event, Instant at) {
    record(event, unfolding.state().status(), at, null, null);
  }

  void record(
      CaseEvent event,
      Status status,
      Instant at,
      @Nullable String milestone,
      @Nullable Integer rating) {
    var placement = unfolding.state().placement();
    unfolding.step(
        at,
        new Progress.EventRecorded(
            event.type(),
            status,
            placement.handledBy(),
            placement.queue(),
            placement.excluded(),
            milestone,
            rating));
  }
}
