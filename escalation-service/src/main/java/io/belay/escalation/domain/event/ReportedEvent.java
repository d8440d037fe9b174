package io.belay.escalation.domain.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case event with its envelope.
 *
 * @param customerId null when the sender did not say whose case it is
 * @param times when it happened and when it came
 */
public record ReportedEvent(
    String eventId,
    String caseId,
    @Nullable String customerId,
    Times times,
    @Nullable Actor actor,
    CaseEvent event) {

  /** An event that came when it happened. */
  public ReportedEvent(
      String eventId,
      String caseId,
      @Nullable String customerId,
      Instant businessTime,
      @Nullable Actor actor,
      CaseEvent event) {
    this(eventId, caseId, customerId, new Times(businessTime, businessTime), actor, event);
  }

  /**
   * The two times of an event.
   *
   * @param occurredAt when it happened, by the sender's clock
   * @param appendedAt when it was appended to the log
   */
  public record Times(Instant occurredAt, Instant appendedAt) {
    /** How much a sender's clock may be ahead. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** When it counts: when it happened, but never later than it was appended to the log. */
    public Instant business() {
      return occurredAt.isAfter(appendedAt) ? appendedAt : occurredAt;
    }

    /** Whether it is said to happen later than a sender's clock could be wrong. */
    public boolean inFuture() {
      return occurredAt.isAfter(appendedAt.plus(TOLERANCE));
    }

    /** How old it was when it came. */
    public Duration age() {
      return Duration.between(business(), appendedAt);
    }
  }

  /** When it counts. */
  public Instant businessTime() {
    return times.business();
  }
}
