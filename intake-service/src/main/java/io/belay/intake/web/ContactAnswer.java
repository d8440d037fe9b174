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
    @Schema(description = "When it was erased") @Nullable Instant erasedAt,
    @Schema(description = "What the erasure means") @Nullable String detail) {}
