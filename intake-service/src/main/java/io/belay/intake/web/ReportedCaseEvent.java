package io.belay.intake.web;

import io.belay.intake.domain.EventType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Describes the body of an event; which fields go with which type stands in the docs. */
@Schema(
    description = "What happened to a case; only the fields of its type are taken",
    requiredProperties = "type")
record ReportedCaseEvent(
    @Schema(description = "What happened") EventType type,
    @Schema(description = "1-128; the same again changes nothing; default: from the key, or new")
        String eventId,
    @Schema(description = "ISO 8601 with offset; at most 5 minutes ahead; default: now")
        Instant occurredAt,
    @Schema(description = "Who did it") ActorData by,
    @Schema(description = "The reporting system; 1-64; default: the client") String source,
    @Schema(description = "1-80; filled from the case") String customerId,
    @Schema(description = "1-4000; masked; needed by WAITING_STARTED, EXTENSION_GRANTED")
        String reason,
    @Schema(description = "1-4000; masked; needed by NOTE") String text,
    @Schema(description = "ASSIGNED, DEESCALATED") String tier,
    @Schema(description = "ASSIGNED") String queue,
    @Schema(description = "ASSIGNED") ActorData agent,
    @Schema(
            description = "WAITING_STARTED",
            allowableValues = {"CUSTOMER", "MERCHANT", "OTHER_BANK", "OTHER"})
        String on,
    @Schema(description = "WAITING_STARTED: what is needed, as a code", example = "id-document")
        String need,
    @Schema(description = "ESCALATION_REQUESTED") Boolean differentAgent,
    @Schema(description = "RECLASSIFIED") String category,
    @Schema(description = "RECLASSIFIED: P1 to P4") String priority,
    @Schema(description = "RECLASSIFIED: major units, decimal") String amount,
    @Schema(
            description = "RECLASSIFIED",
            allowableValues = {"retroactive", "forward", "reset", "continue"})
        String mode,
    @Schema(description = "MILESTONE_REACHED", example = "ACCOUNT_FROZEN") String milestone,
    @Schema(description = "EXTENSION_GRANTED") String clock,
    @Schema(description = "EXTENSION_GRANTED; needs the scope extensions:approve") String approver,
    @Schema(
            description = "COMPLAINT_RAISED",
            allowableValues = {"AGENT", "SERVICE"})
        String about,
    @Schema(description = "COMPLAINT_RAISED: the agent") String agentId,
    @Schema(description = "COMPLAINT_RAISED: the agent's team") String team,
    @Schema(description = "RESOLVED", example = "REFUNDED") String outcome,
    @Schema(description = "RATED: 1 (poor) to 5 (good)") Integer score,
    @Schema(
            description = "CONTACT_MISSED",
            allowableValues = {"INBOUND", "OUTBOUND"})
        String direction,
    @Schema(description = "CONTACT_MISSED: 1-100, default 1") Integer tries,
    @Schema(description = "LINKED: to this case, or to an incident") String toCaseId,
    @Schema(description = "LINKED") String incidentId) {}
