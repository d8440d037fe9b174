package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.progress.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moves a case up and down the ladder. */
final class Climbing {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  Climbing(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /** One rung up; at the top somebody has to look instead, and is told so once. */
  void promote(Instant at, String cause, @Nullable String clock) {
    var placement = unfolding.state().placement();
    var above = unfolding.policy().ladder().above(placement.tier());
    var incident = unfolding.state().links().holdingBack(cause);
    if (incident.isPresent()) {
      hold(incident.get(), at, cause, clock);
      return;
    }
    var alarm = new Progress.LadderExhausted(placement.tier(), cause, clock);
    if (above.isPresent()) {
      promoteTo(above.get(), at, cause, clock);
    } else if (!placement.stay().alarmedFor().contains(alarm.subject())) {
      unfolding.step(at, alarm);
    }
  }

  void promoteTo(Tier to, Instant at, String cause, @Nullable String clock) {
    var from = unfolding.state().placement().tier();
    clockwork.ends().voidClocksOfTier(at, Causes.PROMOTED);
    unfolding.step(
        at, new Progress.TierPromoted(from, to.name(), cause, clock, to.queue(), unfolding.now()));
    if (unfolding.state().inWork()) {
      clockwork.startAll(ClockRule.StartsOn.PROMOTED, at);
      clockwork.tiers().startBudgets(at);
    }
    var why = new Progress.Why(clock == null ? cause : clock, null, null);
    unfolding.tellLast(Occasion.PROMOTED, at, why, clock);
  }

  /** Rung by rung; a case that is there already, or higher, stays. */
  void promoteUpTo(String tier, Instant at, String cause) {
    var ladder = unfolding.policy().ladder();
    int rungs = ladder.heightOf(tier) - ladder.heightOf(unfolding.state().placement().tier());
    for (; rungs > 0; rungs--) {
      promote(at, cause, null);
    }
  }

  /** Said once for what it is about; the incident climbs instead. */
  private void hold(Links.Membership incident, Instant at, String cause, @Nullable String clock) {
    if (!incident.holds(cause, clock)) {
      var from = unfolding.state().placement().tier();
      var to = unfolding.policy().ladder().above(from, incident.held().size() + 1);
      unfolding.step(
          at,
          new Progress.PromotionHeld(
              incident.incidentId(),
              from,
              to.map(Tier::name).orElse(null),
              cause,
              clock,
              unfolding.now()));
    }
  }

  void demoteTo(Tier to, Instant at, String cause) {
    var from = unfolding.state().placement().tier();
    clockwork.ends().voidClocksOfTier(at, cause);
    unfolding.step(at, new Progress.TierDemoted(from, to.name(), cause, to.queue()));
    if (unfolding.state().inWork()) {
      clockwork.tiers().startBudgets(at);
    }
  }
}
