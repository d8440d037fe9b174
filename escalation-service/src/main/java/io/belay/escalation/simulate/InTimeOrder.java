package io.belay.escalation.simulate;

import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.event.ReportedEvent;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Plays a log in order of time: holds the cases that are open, and forgets what the pack forgets.
 * What the rooms of duplicates and incidents find out is decided like any event, at its instant.
 */
final class InTimeOrder {
  private final PolicyPack policy;
  private final Tally tally;
  private final Consumer<Decision> witness;
  private final Map<String, Played> cases = new HashMap<>();
  private final WakeUps wakeUps = new WakeUps();
  private final VirtualRooms rooms;
  private Instant now = Instant.MIN;
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
    this.rooms = new VirtualRooms(policy);
  }

  void play(LogReader log, Share share, Instant end) throws IOException {
    for (var line = log.next(); line.isPresent(); line = log.next()) {
      if (line.get() instanceof Happened happened && share.has(happened.caseId())) {
        wakeUntil(happened.at().minusMillis(1));
        meet(happened);
        deliver();
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
    now = latest(now, happened.at());
    happened.events().stream()
        .filter(event -> !VirtualRooms.areAuthorOf(event))
        .forEach(this::meet);
  }

  private void meet(ReportedEvent event) {
    var played = cases.computeIfAbsent(event.caseId(), id -> newCase());
    mostHeld = Math.max(mostHeld, cases.size());
    played.virtual().meet(event);
    keep(event.caseId(), played);
  }

  /** What rooms wrote reaches its cases before anything that is later. */
  private void deliver() {
    for (var event = rooms.next(); event.isPresent(); event = rooms.next()) {
      meet(event.get());
    }
  }

  private Played newCase() {
    var counted = tally.oneCase();
    var heard = counted.andThen(witness);
    var virtual =
        new VirtualCase(
            policy,
            (before, decision) -> {
              heard.accept(decision);
              rooms.hear(before, decision, now);
            });
    return new Played(virtual, counted);
  }

  /** Everybody who is due at the same instant decides before the rooms' news of it come. */
  private void wakeUntil(Instant until) {
    for (var next = nextWakeUp(until); next.isPresent(); next = nextWakeUp(until)) {
      now = latest(now, next.get());
      wakeCases(next.get());
      rooms.wake(next.get());
      deliver();
    }
  }

  private Optional<Instant> nextWakeUp(Instant until) {
    return Stream.concat(wakeUps.nextDueAt().stream(), rooms.wakeUpAt().stream())
        .min(Instant::compareTo)
        .filter(at -> !at.isAfter(until));
  }

  private void wakeCases(Instant at) {
    for (var due = wakeUps.takeDue(at); due.isPresent(); due = wakeUps.takeDue(at)) {
      var played = cases.get(due.get().key());
      if (played != null) {
        played.virtual().runTo(due.get().dueAt());
        keep(due.get().key(), played);
      }
    }
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
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
