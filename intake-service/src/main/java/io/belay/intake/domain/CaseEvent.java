package io.belay.intake.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One checked case event, as it goes to {@code case-events}. */
public record CaseEvent(
    String eventId,
    String caseId,
    @Nullable String customerId,
    Instant occurredAt,
    String source,
    String submittedBy,
    @Nullable Actor actor,
    Happening happening) {}
