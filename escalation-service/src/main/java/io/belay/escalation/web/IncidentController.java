package io.belay.escalation.web;

import io.belay.escalation.stream.EscalationTopology;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How many cases belong to an incident, and what they are being told. */
@RestController
class IncidentController {
  private final Owner owner;

  IncidentController(Owner owner) {
    this.owner = owner;
  }

  /** The incident of this id, which is that of the case that stands for it. */
  @GetMapping("/v1/incidents/{incidentId}")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = IncidentView.class)))
  Mono<ResponseEntity<?>> incident(@PathVariable String incidentId, ServerHttpRequest request) {
    return owner.answer(
        EscalationTopology.INCIDENTS,
        incidentId,
        request,
        reads ->
            reads
                .findIncident(incidentId)
                .map(incident -> IncidentView.of(incidentId, incident))
                .orElseThrow(
                    () ->
                        Problem.INCIDENT_UNKNOWN.because(
                            "Expected incident '" + incidentId + "', but there is none")));
  }
}
