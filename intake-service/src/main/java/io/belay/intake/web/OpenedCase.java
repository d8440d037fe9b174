package io.belay.intake.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Answer to an opening. */
@Schema(description = "An opened case")
public record OpenedCase(
    @Schema(description = "UUID of the case") String caseId,
    @Schema(description = "When the broker had acknowledged it") Instant acceptedAt,
    @Schema(description = "Opens the customer's page; keep it from logs") String trackingUrl) {}
