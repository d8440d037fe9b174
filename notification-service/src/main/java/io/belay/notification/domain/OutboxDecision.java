package io.belay.notification.domain;

import java.util.List;

/** The outbox after an input, and what follows outside, in order. */
public record OutboxDecision(Outbox next, List<OutboxEffect> effects) {
  public OutboxDecision {
    effects = List.copyOf(effects);
  }
}
