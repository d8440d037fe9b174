package io.belay.notification.domain.track;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the page.
 *
 * @param sequence of the case's step it tells
 * @param detail what the kind is about: a tier's, outcome's or reason's code, a name, a score
 */
public record TrackedStep(long sequence, Instant at, Kind kind, @Nullable String detail) {

  /** What happened; the detail's meaning stands beside it. */
  public enum Kind {
    OPENED,
    /** Name of the agent. */
    ASSIGNED,
    /** Name of the agent, where there is one. */
    ANSWERED,
    CUSTOMER_WROTE,
    /** Whom the case waits for. */
    WAITS,
    GOES_ON,
    HIGHER_TIER_ASKED,
    /** Code of the tier. */
    WENT_UP,
    /** Code of the tier. */
    WENT_UP_AS_ASKED,
    /** Code of the tier. */
    WENT_DOWN,
    /** Code of the milestone. */
    MILESTONE,
    COMPLAINT_TAKEN,
    /** The new time, in ISO 8601. */
    APOLOGISED,
    /** Code of the outcome. */
    DECIDED,
    CLOSED,
    REOPENED,
    /** The score. */
    RATED,
    /** Code of the reason. */
    REFUSED
  }
}
