package io.belay.notification.domain.track;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case, as far as it concerns the customer.
 *
 * @param customerId null only where an event named a case nobody opened
 * @param sequence 1, 2, 3 … within a case; 0 for a case that does not exist
 * @param at business time of the decision
 * @param causedBy the event's id, or that of a tick
 * @param tier code of the tier that has the case after it
 */
public record CaseStep(
    String caseId,
    @Nullable String customerId,
    long sequence,
    Instant at,
    String causedBy,
    @Nullable String tier,
    News news) {

  /** Whether the customer caused it on the page. */
  boolean wasAskedOnPage() {
    return causedBy.startsWith(CustomerRequest.EVENT_PREFIX);
  }
}
