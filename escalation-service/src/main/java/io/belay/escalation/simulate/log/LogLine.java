package io.belay.escalation.simulate.log;

import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Instant;
import java.util.List;

/** What a line of a log turned out to be. */
public sealed interface LogLine {
  /** Counted from 1. */
  long number();

  /**
   * Something happened to a case.
   *
   * @param sequence order within the case
   * @param events what it is to us; at least one, all of {@code caseId}, all at {@code at}
   */
  record Happened(long number, String caseId, long sequence, Instant at, List<ReportedEvent> events)
      implements LogLine {
    public Happened {
      events = List.copyOf(events);
    }
  }

  /** Nothing can be made of it. */
  record Malformed(long number, String why) implements LogLine {}
}
