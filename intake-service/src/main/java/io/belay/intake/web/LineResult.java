package io.belay.intake.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belay.intake.domain.FieldError;
import io.belay.intake.domain.Submission;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one line of a stream. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "What became of one line")
public record LineResult(
    @Schema(description = "Number of the line, from 1, empty ones counted") long line,
    @Schema(description = "As of a request of its own: 201, 202, 400, 403, 413, 422 or 503")
        int status,
    @Schema(description = "The case, for 201, 202 and 503") @Nullable String caseId,
    @Schema(description = "The event, for 201, 202 and 503") @Nullable String eventId,
    @Schema(description = "Reason, where it was not accepted") @Nullable String type,
    @Schema(description = "What more is known about the reason") @Nullable String detail,
    @Schema(
            description =
                "For 422: the first 5 fields and what is expected of them; `detail` says how many"
                    + " more")
        List<FieldError> errors) {
  /** Results wait until they are read, so each is small whatever its line was. */
  static final int MAX_ERRORS = 5;

  static LineResult accepted(long line, Submission submission) {
    var event = submission.event();
    return new LineResult(
        line,
        FrontDoor.statusOf(submission),
        event.caseId(),
        event.eventId(),
        null,
        null,
        List.of());
  }

  static LineResult refused(long line, Problem problem) {
    var errors = problem.errors();
    int more = errors.size() - MAX_ERRORS;
    return new LineResult(
        line,
        problem.status(),
        null,
        null,
        problem.type(),
        more > 0 ? "Fields that are wrong too, and not named: " + more : problem.detail(),
        more > 0 ? List.copyOf(errors.subList(0, MAX_ERRORS)) : errors);
  }

  static LineResult unacknowledged(long line, Submission submission, @Nullable String detail) {
    var event = submission.event();
    return new LineResult(
        line,
        Reason.NOT_ACKNOWLEDGED.status(),
        event.caseId(),
        event.eventId(),
        Reason.NOT_ACKNOWLEDGED.type(),
        detail,
        List.of());
  }
}
