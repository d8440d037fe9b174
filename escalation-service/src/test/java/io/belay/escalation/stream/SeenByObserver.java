package io.belay.escalation.stream;

import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.lifecycle.Decision;
import java.util.ArrayList;
import java.util.List;

/** Remembers what the streams told. */
final class SeenByObserver implements CaseObserver {
  final List<Decision.Outcome> outcomes = new ArrayList<>();
  final List<String> deadLetters = new ArrayList<>();

  @Override
  public void decided(Decision decision) {
    outcomes.add(decision.outcome());
  }

  @Override
  public void deadLettered(String topic, String reason) {
    deadLetters.add(topic + " " + reason);
  }

  @Override
  public void threadReplaced() {}

  @Override
  public TickObserver ticks(int partition) {
    return TickObserver.NONE;
  }

  @Override
  public void left(int partition) {}
}
