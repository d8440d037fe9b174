package io.belay.intake.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** Describes a line of a stream: an opening, or an event with the caseId in it. */
@Schema(
    description = "Either `{\"open\":{…}}`, or an event as reported for a case, with its caseId",
    oneOf = {StreamLine.Opening.class, StreamLine.Event.class})
interface StreamLine {
  /** A line that opens a case. */
  @Schema(description = "An opening; `idempotencyKey` may stand in it", name = "OpeningLine")
  record Opening(CaseOpening open) {}

  /** A line that reports an event. */
  @Schema(description = "An event, with all fields of its type beside", name = "EventLine")
  record Event(@Schema(description = "UUID of the case") String caseId, String type) {}
}
