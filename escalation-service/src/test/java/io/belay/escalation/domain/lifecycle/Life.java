package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The life of one case by the wall clock. */
final class Life {
  final List<Step> steps = new ArrayList<>();
  private PolicyPack policy;
  private Optional<CaseState> state = Optional.empty();
  private int events;

  Life(PolicyPack policy) {
    this.policy = policy;
  }

  static Life opened(PolicyPack policy, String at, String category, String priority) {
    var life = new Life(policy);
    life.event(at, new CaseEvent.Opened(category, priority, null, null, "CN", null));
    return life;
  }

  Decision event(String at, CaseEvent event) {
    var time = Instant.parse(at);
    var reported = new ReportedEvent("e" + events++, "C-1", "K-1", time, null, event);
    return keep(Lifecycle.decide(state, reported, policy, time));
  }

  /** Goes on under another version, by an operator's word. */
  void migrate(String at, PolicyPack next) {
    var time = Instant.parse(at);
    var change = new CaseEvent.PolicyChanged(next.ref().pack(), next.ref().version());
    var reported = new ReportedEvent("e" + events++, "C-1", "K-1", time, null, change);
    keep(Lifecycle.decide(state, reported, policy, ref -> Optional.of(next), time));
    policy = next;
  }

  Decision tick(String at) {
    return keep(Lifecycle.tick(state(), policy, Instant.parse(at)));
  }

  private Decision keep(Decision decision) {
    steps.addAll(decision.steps());
    state = decision.state();
    return decision;
  }

  CaseState state() {
    return state.orElseThrow();
  }

  Clock clock(String name) {
    return state().clock(name).orElseThrow();
  }

  Instant dueOf(String clock) {
    return clock(clock).stint().dueAt();
  }

  <P extends Progress> List<P> all(Class<P> kind) {
    return steps.stream().map(Step::progress).filter(kind::isInstance).map(kind::cast).toList();
  }
}
