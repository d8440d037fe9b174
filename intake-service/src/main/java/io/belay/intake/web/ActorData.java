package io.belay.intake.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** Describes an actor in a body. */
@Schema(
    description = "A person or system that acted; the kind alone may stand for it",
    name = "Actor")
record ActorData(
    @Schema(allowableValues = {"AGENT", "CUSTOMER", "SYSTEM", "UNKNOWN"}) String kind,
    @Schema(description = "Staff number; 1-64") String agentId,
    @Schema(description = "Shown to customers; 1-128") String displayName,
    @Schema(description = "1-64") String team) {}
