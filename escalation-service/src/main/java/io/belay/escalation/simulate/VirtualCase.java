package io.belay.escalation.simulate;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.policy.PolicyPack;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One case in virtual time: it is woken exactly when it wants to be, and meets its events. */
final class VirtualCase {
  private final PolicyPack policy;
  private final BiConsumer<Optional<CaseState>, Decision> decisions;
  private Optional<CaseState> state = Optional.empty();
  private EarlyEvents early = EarlyEvents.NONE;
  private Instant now = Instant.MIN;

  /**
   * @param decisions hears how the case stood before each decision, and the decision
   */
  VirtualCase(PolicyPack policy, BiConsumer<Optional<CaseState>, Decision> decisions) {
    this.policy = policy;
    this.decisions = decisions;
  }

  /**
   * Decides what is due before the event, each at its time, then the event; one that comes before
   * its case's opening waits for it, as in the service.
   */
  void meet(ReportedEvent event) {
    // an event exactly at the due time still keeps the promise
    runTo(event.businessTime().minusMillis(1));
    now = latest(now, event.businessTime());
    var waiting = early.with(state, event);
    if (waiting.isPresent()) {
      early = waiting.get();
      return;
    }
    boolean unknown = state.isEmpty();
    decide(event);
    if (unknown && state.isPresent()) {
      var waited = early.inOrder();
      early = EarlyEvents.NONE;
      waited.forEach(this::decide);
    }
  }

  private void decide(ReportedEvent event) {
    keep(Lifecycle.decide(state, event, policy, now));
  }

  /** Decides what is due up to this instant, each at its time. */
  void runTo(Instant until) {
    for (var end = early.wakeUpAt();
        end.isPresent() && !end.get().isAfter(until);
        end = early.wakeUpAt()) {
      rejectThoseThatWaitedInVain(end.get());
    }
    decideDeadlines(until);
  }

  private void rejectThoseThatWaitedInVain(Instant at) {
    var expired = early.expired(at);
    early = early.without(expired);
    now = latest(now, at);
    expired.forEach(this::decide);
  }

  private void decideDeadlines(Instant until) {
    for (var due = caseWakesAt();
        due.isPresent() && !due.get().isAfter(until);
        due = caseWakesAt()) {
      var at = latest(now, due.get());
      keep(Lifecycle.tick(state.orElseThrow(), policy, at));
      now = at;
      if (caseWakesAt().equals(due)) {
        throw new IllegalStateException("Expected what was due at " + at + " to be decided");
      }
    }
  }

  /** The log ends here: nobody will open a case whose opening somebody waits for. */
  void end(Instant at) {
    runTo(at);
    var inVain = early.events();
    early = EarlyEvents.NONE;
    inVain.forEach(this::decide);
  }

  /** When it wants to be woken; empty when nothing is pending. */
  Optional<Instant> wakeUpAt() {
    return caseWakesAt().or(early::wakeUpAt);
  }

  private Optional<Instant> caseWakesAt() {
    return state.flatMap(CaseState::wakeUpAt);
  }

  /** False before its opening and after it was forgotten, unless somebody waits for the opening. */
  boolean exists() {
    return state.isPresent() || !early.events().isEmpty();
  }

  private void keep(Decision decision) {
    var before = state;
    state = decision.state();
    decisions.accept(before, decision);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
