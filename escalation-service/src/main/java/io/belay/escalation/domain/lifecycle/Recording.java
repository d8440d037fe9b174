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
    record(event, status, at, milestone, null, rating);
  }

  /**
   * The customer has read a message.
   *
   * @param again the milestone that it tells of again, after it was taken back
   * @param proved the milestone of which it is sure now that the customer knows it
   */
  void recordInformed(
      CaseEvent event, Instant at, @Nullable String again, @Nullable String proved) {
    record(event, unfolding.state().status(), at, again, proved, null);
  }

  private void record(
      CaseEvent event,
      Status status,
      Instant at,
      @Nullable String milestone,
      @Nullable String proved,
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
            proved,
            rating));
  }
}
