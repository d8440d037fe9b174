package io.belay.escalation.domain.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings pauses into order and apart, so that no instant is paused twice. */
final class PauseOrder {
  private PauseOrder() {}

  /** Where two overlap, the one that began first keeps the time they share. */
  static List<Pause> apart(List<Pause> pauses) {
    if (pauses.isEmpty()) {
      return pauses;
    }
    List<Pause> apart = new ArrayList<>();
    Instant end = Instant.MIN;
    for (Pause pause : pauses.stream().sorted(Comparator.comparing(Pause::from)).toList()) {
      Instant from = pause.from().isBefore(end) ? end : pause.from();
      if (from.isBefore(pause.to())) {
        apart.add(new Pause(from, pause.to(), pause.reason()));
        end = pause.to();
      }
    }
    return apart;
  }
}
