package io.belay.notification.domain;

/**
 * A statutory clock of a case runs, or ran out of reasons to; or the case itself is gone.
 *
 * @param sequence the case progress it stands in; rises within a case
 * @param clock its name; empty where all of the case ended
 */
public record DutyChange(String customerId, String caseId, long sequence, Kind kind, String clock)
    implements CaseNews {

  /** What became of the clock. */
  public enum Kind {
    RUNS,
    ENDED,
    /** The case is settled: none of its clocks runs. */
    SETTLED,
    /** The case was settled long enough: its id may be opened again, and counts from 1 then. */
    FORGOTTEN
  }
}
