package io.belay.escalation.simulate;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.policy.PolicyPack;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** One case in virtual time: it is woken exactly when it wants to be, and meets its events. */
final class VirtualCase {
  private final PolicyPack policy;
  private final Consumer<Decision> decisions;
  private Optional<CaseState> state = Optional.empty();
  private Instant now = Instant.MIN;

  /**
   * @param decisions hears each decision
   */
  VirtualCase(PolicyPack policy, Consumer<Decision> decisions) {
    this.policy = policy;
    this.decisions = decisions;
  }

  /** Decides what is due before the event, each at its time, then the event. */
  void meet(ReportedEvent event) {
    // an event exactly at the due time still keeps the promise
    runTo(event.businessTime().minusMillis(1));
    now = latest(now, event.businessTime());
    keep(Lifecycle.decide(state, event, policy, now));
  }

  /** Decides what is due up to this instant, each at its time. */
  void runTo(Instant until) {
    for (var due = wakeUpAt(); due.isPresent() && !due.get().isAfter(until); due = wakeUpAt()) {
      var at = latest(now, due.get());
      keep(Lifecycle.tick(state.orElseThrow(), policy, at));
      now = at;
      if (wakeUpAt().equals(due)) {
        throw new IllegalStateException("Expected what was due at " + at + " to be decided");
      }
    }
  }

  /** When it wants to be woken; empty when nothing is pending. */
  Optional<Instant> wakeUpAt() {
    return state.flatMap(CaseState::wakeUpAt);
  }

  /** False before its opening and after it was forgotten. */
  boolean exists() {
    return state.isPresent();
  }

  private void keep(Decision decision) {
    state = decision.state();
    decisions.accept(decision);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
