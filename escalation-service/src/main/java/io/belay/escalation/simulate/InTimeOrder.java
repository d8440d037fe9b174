package io.belay.escalation.simulate;

import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.simulate.log.LogLine.Happened;
import io.belay.escalation.simulate.log.LogReader;
import io.belay.escalation.simulate.tally.CaseTally;
import io.belay.escalation.simulate.tally.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays a log in order of time: holds the cases that are open, and forgets what the pack forgets.
 */
final class InTimeOrder {
  private final PolicyPack policy;
  private final Tally tally;
  private final Consumer<Decision> witness;
  private final Map<String, Played> cases = new HashMap<>();
  private final WakeUps wakeUps = new WakeUps();
  private int mostHeld;

  /** A case and those who count it. */
  private record Played(VirtualCase virtual, CaseTally counted) {}

  InTimeOrder(PolicyPack policy, Tally tally) {
    this(policy, tally, decision -> {});
  }

  /**
   * @param witness hears each decision, in the order in which they are taken
   */
  InTimeOrder(PolicyPack policy, Tally tally, Consumer<Decision> witness) {
    this.policy = policy;
    this.tally = tally;
    this.witness = witness;
  }

  void play(LogReader log, Share share, Instant end) throws IOException {
    for (var line = log.next(); line.isPresent(); line = log.next()) {
      if (line.get() instanceof Happened happened && share.has(happened.caseId())) {
        wakeUntil(happened.at().minusMillis(1));
        meet(happened);
      }
    }
    wakeUntil(end);
    for (var played : cases.values()) {
      played.virtual().end(end);
      played.counted().endOfLog(end);
    }
  }

  /** Cases held at the same time, at most so far. */
  int mostHeld() {
    return mostHeld;
  }

  private void meet(Happened happened) {
    var played = cases.computeIfAbsent(happened.caseId(), id -> newCase());
    mostHeld = Math.max(mostHeld, cases.size());
    happened.events().forEach(played.virtual()::meet);
    keep(happened.caseId(), played);
  }

  private Played newCase() {
    var counted = tally.oneCase();
    return new Played(new VirtualCase(policy, counted.andThen(witness)), counted);
  }

  private void wakeUntil(Instant until) {
    for (var due = wakeUps.takeDue(until); due.isPresent(); due = wakeUps.takeDue(until)) {
      var played = cases.get(due.get().key());
      if (played != null) {
        played.virtual().runTo(due.get().dueAt());
        keep(due.get().key(), played);
      }
    }
  }

  private void keep(String caseId, Played played) {
    if (!played.virtual().exists()) {
      cases.remove(caseId);
      wakeUps.cancel(caseId);
      return;
    }
    played
        .virtual()
        .wakeUpAt()
        .ifPresentOrElse(at -> wakeUps.schedule(caseId, at), () -> wakeUps.cancel(caseId));
  }
}
