package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Starts what hangs on the arrival at a tier. */
final class TierClocks {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  TierClocks(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  /** Starts the budgets of the tier at which the case has arrived. */
  void startBudgets(Instant at) {
    for (var rule : unfolding.policy().clocks()) {
      if (rule.startsOn() == ClockRule.StartsOn.TIER) {
        var left = leftFromLastTime(rule);
        if (left.isPresent()) {
          clockwork.startWith(rule, at, left.get(), clockwork.nextPeriod(rule));
        } else {
          clockwork.start(rule, at, clockwork.nextPeriod(rule));
        }
        clockwork.pauses().pauseIfWaiting(rule, at);
      }
    }
  }

  private Optional<Duration> leftFromLastTime(ClockRule rule) {
    var placement = unfolding.state().placement();
    boolean continues =
        rule.onReturn() == ClockRule.OnReturn.CONTINUE
            && Clockwork.targetNow(rule, unfolding.state()).isPresent();
    return placement
        .tenure()
        .leftOf(rule.name(), placement.tier())
        .filter(left -> continues)
        .map(
            left ->
                left.remaining()
                    .minus(rule.target().calendar().elapsed(left.runningSince(), left.until())))
        .filter(Duration::isPositive);
  }

  /** A case that is at a tier already has what now hangs on the arrival there. */
  void startLate(ClockRule rule, Instant at, ChangeMode mode) {
    var state = unfolding.state();
    var tenure = state.placement().tenure();
    var clock = state.clock(rule.name());
    boolean hadIt =
        !Clockwork.isMissing(clock)
            && clock.filter(known -> tenure.covers(known.stint().startedAt())).isPresent();
    boolean arrived = rule.startsOn() == ClockRule.StartsOn.TIER || climbedToItsTier(state);
    boolean has = Clockwork.targetNow(rule, state).isPresent();
    if (!state.inWork() || hadIt || !arrived || !has) {
      return;
    }
    var since = tenure.since();
    clockwork.startLate(rule, mode == ChangeMode.RETROACTIVE && since != null ? since : at, at);
  }

  private boolean climbedToItsTier(CaseState state) {
    if (state.placement().tenure().since() != null) {
      return state.placement().tenure().promoted();
    }
    var ladder = unfolding.policy().ladder();
    var startTier = unfolding.policy().categories().of(state.profile().category()).startTier();
    return ladder.find(startTier).isPresent()
        && ladder.heightOf(state.placement().tier()) > ladder.heightOf(startTier);
  }
}
