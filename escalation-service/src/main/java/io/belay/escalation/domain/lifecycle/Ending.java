package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;

/** The end of a case, and what lets it go on after all. */
final class Ending {
  private final Unfolding unfolding;
  private final Clockwork clockwork;
  private final Climbing climbing;
  private final Recording recording;
  private final Silence silence;

  Ending(Unfolding unfolding, Clockwork clockwork, Climbing climbing, Recording recording) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
    this.climbing = climbing;
    this.recording = recording;
    this.silence = new Silence(unfolding, clockwork);
  }

  void resolved(CaseEvent.Resolved resolved, Instant at) {
    if (!unfolding.state().inWork()) {
      recording.record(resolved, at);
      return;
    }
    recording.record(resolved, new Status.Resolved(), at, null, null);
    unfolding.step(at, new Progress.CaseResolved(resolved.outcome()));
    clockwork.ends().fulfil(resolved.type(), at);
    clockwork.ends().voidInternal(at, Causes.RESOLVED);
    clockwork.pauses().resumeStatutory(at, Causes.RESOLVED);
    silence.begins(ClockRule.StartsOn.RESOLVED, at);
    var why = new Progress.Why(null, null, resolved.outcome());
    unfolding.tellLast(Occasion.RESOLVED, at, why, null);
  }

  void reopened(CaseEvent event, Instant at) {
    recording.record(event, new Status.Open(), at, null, null);
    goOn(at);
    if (triggers().onReopening(unfolding.state().history().reopened())) {
      climbing.promote(at, Causes.REOPENED, null);
    }
  }

  /** Whoever rates so low was not helped: the case goes on, with somebody higher. */
  void rated(CaseEvent.Rated rated, Instant at) {
    recording.record(rated, unfolding.state().status(), at, null, rated.score());
    boolean over = at.isAfter(unfolding.state().reopenableUntil(unfolding.policy().caseRules()));
    if (triggers().onRating(rated.score()) && !over) {
      if (!unfolding.state().inWork()) {
        goOn(at);
      }
      climbing.promote(at, Causes.LOW_RATING, null);
    }
  }

  private void goOn(Instant at) {
    unfolding.step(at, new Progress.CaseReopened(unfolding.state().history().reopened() + 1));
    clockwork.restarts().restartAfterReopening(at);
    clockwork.startAll(ClockRule.StartsOn.TIER, at);
    unfolding.tellLast(Occasion.REOPENED, at, Progress.Why.UNSAID, null);
  }

  void closed(CaseEvent event, Instant at) {
    if (unfolding.state().closed()) {
      recording.record(event, at);
      return;
    }
    recording.record(event, new Status.Closed(), at, null, null);
    clockwork.ends().close(at, ClockEnds.EVENT);
  }

  private Triggers triggers() {
    return unfolding.policy().caseRules().triggers();
  }
}
