package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.lifecycle.Refusals.Refusal;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings an open case under another version of its policy, by an operator's word. Promises of the
 * bank follow in the new version's mode; what a law owes keeps its due time. Tells the customer
 * nothing, and repeats no warning.
 */
final class PolicyChange {
  private final Unfolding unfolding;
  private final Clockwork clockwork;

  PolicyChange(Unfolding unfolding, Clockwork clockwork) {
    this.unfolding = unfolding;
    this.clockwork = clockwork;
  }

  static PolicyRef ref(CaseEvent.PolicyChanged change) {
    return new PolicyRef(change.pack(), change.version());
  }

  /** Why a case cannot go on under that version; empty: it can. */
  static Optional<Refusal> refusal(
      CaseState state,
      CaseEvent.PolicyChanged change,
      Function<PolicyRef, Optional<PolicyPack>> published) {
    var found = published.apply(ref(change));
    if (found.isEmpty()) {
      return no(
          state,
          Reason.PACK_UNKNOWN,
          "to go on under a published pack, but nobody published " + ref(change));
    }
    var next = found.get();
    if (state.history().settledUntil() != null) {
      return no(state, Reason.CASE_CLOSED, "to be open, but it is over");
    }
    var tier = state.placement().tier();
    if (next.ladder().find(tier).isEmpty()) {
      return no(
          state,
          Reason.TIER_UNKNOWN,
          "to be at a tier of " + next.ref() + ", but it is at " + tier);
    }
    var category = state.profile().category();
    if (!next.categories().byName().containsKey(category)) {
      return no(
          state,
          Reason.CATEGORY_UNKNOWN,
          "to be of a category of " + next.ref() + ", but it is of " + category);
    }
    return state
        .openClocks()
        .filter(clock -> clock.kind() == ClockKind.STATUTORY)
        .filter(clock -> next.findClock(clock.name()).isEmpty())
        .findFirst()
        .flatMap(
            clock ->
                no(
                    state,
                    Reason.STATUTE_MISSING,
                    "to keep clock '"
                        + clock.name()
                        + "', which the law set, but "
                        + next.ref()
                        + " does not have it"));
  }

  /** The case goes on under that version from here. */
  void to(PolicyPack next, Instant at) {
    var state = unfolding.state();
    var from = state.identity().policy();
    if (from.equals(next.ref())) {
      return;
    }
    var mode = next.caseRules().onPolicyChange();
    voidWhatIsGone(next, at);
    unfolding.step(at, new Progress.CaseMigrated(from, next.ref(), mode.word()));
    var former = unfolding.policy();
    unfolding.goOnUnder(next);
    clockwork.retargeting().followPolicy(former, at, mode);
  }

  private void voidWhatIsGone(PolicyPack next, Instant at) {
    for (var clock : unfolding.state().clocks()) {
      if ((clock.running() || clock.paused()) && next.findClock(clock.name()).isEmpty()) {
        unfolding.step(at, voided(clock, at));
      }
    }
  }

  private static Progress voided(Clock clock, Instant at) {
    return new Progress.ClockVoided(
        clock.name(), clock.kind(), at, clock.stint().dueAt(), Causes.POLICY_CHANGED);
  }

  private static Optional<Refusal> no(CaseState state, Reason reason, String expectation) {
    return Optional.of(
        new Refusal(
            reason, "Expected case '" + state.identity().caseId() + "' " + expectation, null));
  }
}
