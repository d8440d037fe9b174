package io.belay.notification.domain.track;

import io.belay.notification.domain.Names;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step of a case says that its customer may know. */
public sealed interface News {

  /** Nothing for customers: names of clocks, queues and staff numbers stay inside. */
  record Nothing() implements News {}

  /** The case exists. */
  record Opened(Instant openedAt, String category, @Nullable String market, @Nullable String agent)
      implements News {}

  /**
   * Something happened to it.
   *
   * @param eventType as the REST interface names it
   * @param status null: as before
   * @param agent who has it now, as shown to customers
   */
  record Happened(
      String eventType,
      @Nullable Status status,
      @Nullable String waitingOn,
      @Nullable Instant waitingUntil,
      @Nullable String agent,
      @Nullable String milestone,
      @Nullable Integer rating)
      implements News {}

  /**
   * A rule said no to an event.
   *
   * @param reason stable code
   * @param allowedFrom when the same would be allowed; null where time does not change it
   */
  record Refused(String eventType, String reason, @Nullable Instant allowedFrom) implements News {}

  /** It went up; the cause is a code such as customer-request. */
  record WentUp(String to, String cause) implements News {}

  /** It went down by hand. */
  record WentDown(String to) implements News {}

  /** A clock runs, or runs to another time. */
  record Due(String clock, Instant dueAt) implements News {}

  /** The customer's time to answer or to object runs: at its end the case closes by itself. */
  record Closes(String clock, Instant closesAt) implements News {}

  /** A clock stands still, ended or does not apply any more. */
  record NotDue(String clock) implements News {}

  /**
   * The customer is told; brings the names of what it is about.
   *
   * @param about code of the clock an apology is about
   */
  record Told(
      String messageType,
      Names category,
      Names tier,
      @Nullable Names outcome,
      @Nullable String agent,
      @Nullable Instant expectedBy,
      @Nullable String about)
      implements News {}

  /** The category was corrected. */
  record Reclassified(String category, @Nullable String market) implements News {}

  /** The matter was decided. */
  record Decided(String outcome) implements News {}

  /** The case is over. */
  record Closed() implements News {}

  /** It goes on after all. */
  record Reopened() implements News {}

  /** Nobody looks at it any more after this instant. */
  record Settled(Instant keptUntil) implements News {}

  /** Its time is over. */
  record Forgotten() implements News {}

  /** Whether somebody works on a case. */
  enum Status {
    OPEN,
    WAITING,
    RESOLVED,
    CLOSED;

    /** Whether the bank still owes something. */
    public boolean inWork() {
      return this == OPEN || this == WAITING;
    }
  }

  /** The codes of what is told, for whoever keeps their names. */
  static List<Names> namesIn(Told told) {
    var outcome = told.outcome();
    return outcome == null
        ? List.of(told.category(), told.tier())
        : List.of(told.category(), told.tier(), outcome);
  }
}
