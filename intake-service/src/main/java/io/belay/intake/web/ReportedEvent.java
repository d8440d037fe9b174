package io.belay.intake.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Answer to a reported event. */
@Schema(description = "An acknowledged event")
public record ReportedEvent(
    @Schema(description = "UUID of the case") String caseId,
    @Schema(description = "Identity of the event; sending it again changes nothing") String eventId,
    @Schema(description = "When the broker had acknowledged it") Instant acceptedAt) {}
