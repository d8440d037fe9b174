package io.belay.intake.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answer to contact data told or erased. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Acknowledged contact data or erasure")
public record ContactAnswer(
    @Schema(description = "The customer") String customerId,
    @Schema(description = "Since when the data holds") @Nullable Instant updatedAt,
    @Schema(description = "From when on only statutory notices may use it")
        @Nullable Instant restrictedAt,
    @Schema(description = "What erasure waits for, where that runs: statutory-clocks")
        @Nullable String reason,
    @Schema(description = "What the erasure means") @Nullable String detail) {}
