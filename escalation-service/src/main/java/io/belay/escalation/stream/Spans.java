package io.belay.escalation.stream;

import io.belay.contract.TraceParent;
import java.util.Optional;

/** Makes the spans of a case's story, and tells the log which case and trace it is about. */
public interface Spans {
  /**
   * A span from now until it is closed, below {@code parent}; without a parent there is none.
   *
   * @param name what is done
   */
  Span within(Optional<TraceParent> parent, String name, String caseId);

  /** What is being done about a case. To be closed by the thread that opened it. */
  interface Span extends AutoCloseable {
    /** What follows from it stands below this. */
    Optional<TraceParent> context();

    @Override
    void close();
  }

  /** The parent passes through, and nobody is told. */
  Spans NONE = (parent, name, caseId) -> new PassedOn(parent);

  /** A trace that nobody records here. */
  record PassedOn(Optional<TraceParent> context) implements Span {
    @Override
    public void close() {}
  }
}
