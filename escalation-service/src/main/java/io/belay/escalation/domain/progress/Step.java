package io.belay.escalation.domain.progress;

import io.belay.escalation.domain.policy.PolicyRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case with its envelope.
 *
 * @param customerId null only for a rejection about a case that nobody opened
 * @param sequence 1, 2, 3 … within the case; 0 for a rejection about a case that nobody opened
 * @param decidedAt business time: when the event happened or the deadline was due
 * @param cause what it follows from
 * @param policy the pack the case runs under; null where there is no case
 * @param tier who holds the case after this step; null where there is no case
 */
public record Step(
    String caseId,
    @Nullable String customerId,
    long sequence,
    Instant decidedAt,
    Cause cause,
    @Nullable PolicyRef policy,
    @Nullable String tier,
    Progress progress) {

  /** Identity of the step over all cases. */
  public String id() {
    return caseId + "/" + sequence;
  }

  /** Why a step was taken. */
  public sealed interface Cause {
    /** A case event. */
    record ByEvent(String eventId) implements Cause {}

    /**
     * Deadlines had passed when a tick of the wall clock, or an event of the case, came at this
     * instant.
     */
    record ByTick(Instant firedAt) implements Cause {}
  }
}
