package io.belay.intake.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belay.intake.domain.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of every answer that is not 2xx, as {@code application/problem+json} (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
    description = "Why a request was not accepted (RFC 9457)",
    requiredProperties = {"type", "title", "status"})
public record Problem(
    @Schema(description = "Stable identity of the reason", example = "urn:belay:problem:invalid")
        String type,
    @Schema(description = "The reason in a sentence") String title,
    @Schema(description = "HTTP status", example = "422") int status,
    @Schema(description = "What more is known") @Nullable String detail,
    @Schema(description = "For `invalid`: each field and what is expected of it")
        List<FieldError> errors) {

  static Problem of(Reason reason, @Nullable String detail, List<FieldError> errors) {
    return new Problem(reason.type(), reason.title(), reason.status(), detail, errors);
  }
}
