package io.belay.escalation.domain.calendar;

import io.belay.escalation.domain.calendar.Stretch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Cuts the time between two instants into stretches, from its open times and its pauses. */
final class StretchList {
  private final List<Stretch> stretches = new ArrayList<>();
  private final List<Pause> pauses;
  private Instant reached;

  /** Pauses are in order and apart. */
  StretchList(Instant from, List<Pause> pauses) {
    this.reached = from;
    this.pauses = pauses;
  }

  /** Continues with an open time, which begins no earlier than the last one ended. */
  void open(Instant from, Instant to) {
    add(Kind.OFF_HOURS, from, "");
    for (Pause pause : pauses) {
      if (pause.to().isAfter(from) && pause.from().isBefore(to)) {
        add(Kind.RAN, pause.from(), "");
        add(Kind.PAUSED, pause.to().isBefore(to) ? pause.to() : to, pause.reason());
      }
    }
    add(Kind.RAN, to, "");
  }

  List<Stretch> until(Instant to) {
    add(Kind.OFF_HOURS, to, "");
    return List.copyOf(stretches);
  }

  private void add(Kind kind, Instant to, String reason) {
    if (!to.isAfter(reached)) {
      return;
    }
    Stretch last = stretches.isEmpty() ? null : stretches.getLast();
    if (last != null && last.kind() == kind && last.reason().equals(reason)) {
      stretches.set(stretches.size() - 1, new Stretch(kind, last.from(), to, reason));
    } else {
      stretches.add(new Stretch(kind, reached, to, reason));
    }
    reached = to;
  }
}
