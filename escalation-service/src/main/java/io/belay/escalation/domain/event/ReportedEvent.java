package io.belay.escalation.domain.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case event with its envelope.
 *
 * @param businessTime when it counts: when it happened, but never later than it was appended to the
 *     log
 * @param customerId null when the sender did not say whose case it is
 */
public record ReportedEvent(
    String eventId,
    String caseId,
    @Nullable String customerId,
    Instant businessTime,
    @Nullable Actor actor,
    CaseEvent event) {}
