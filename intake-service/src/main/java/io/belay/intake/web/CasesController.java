package io.belay.intake.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Opens cases and takes what happens to them. */
@RestController
@Tag(name = "Cases", description = "Open a case, report what happens to it")
@SecurityRequirement(name = ApiDescription.TOKEN, scopes = "cases:write")
public class CasesController {
  private final JsonTrees json;
  private final FrontDoor door;
  private final TrackingLinks links;

  public CasesController(JsonTrees json, FrontDoor door, TrackingLinks links) {
    this.json = json;
    this.door = door;
    this.links = links;
  }

  @PostMapping(
      value = "/v1/cases",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Open a case",
      description =
          "Answers 201 when contact, texts and opening are on all in-sync replicas. The same"
              + " idempotency key of the same client names the same case, always.")
  @ApiResponse(
      responseCode = "201",
      description = "Opened, or opened before under the same key",
      content = @Content(schema = @Schema(implementation = OpenedCase.class)))
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = CaseOpening.class)))
  public Mono<ResponseEntity<OpenedCase>> open(
      @RequestBody byte[] body,
      @Parameter(description = "1-255 characters; externalId stands in where there is none")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey,
      @Parameter(hidden = true) ServerHttpRequest request,
      @Parameter(hidden = true) JwtAuthenticationToken token) {
    var submission = door.opening(json.object(body), Submitters.of(token, idempotencyKey));
    var event = submission.event();
    return Mono.fromFuture(door.write(submission, request), true)
        .then(
            Mono.fromSupplier(
                () -> {
                  var now = door.now();
                  String customerId = event.customerId() == null ? "" : event.customerId();
                  return ResponseEntity.created(URI.create("/v1/cases/" + event.caseId()))
                      .body(
                          new OpenedCase(
                              event.caseId(), now, links.to(event.caseId(), customerId, now)));
                }));
  }

  @PostMapping(
      value = "/v1/cases/{caseId}/events",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Report what happened to a case",
      description =
          "Answers 202 when the event is on all in-sync replicas. Whether the case's rules allow it"
              + " is decided after that and stands in case-progress.")
  @ApiResponse(
      responseCode = "202",
      description = "Acknowledged",
      content = @Content(schema = @Schema(implementation = ReportedEvent.class)))
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ReportedCaseEvent.class)))
  public Mono<ResponseEntity<ReportedEvent>> report(
      @Parameter(description = "UUID of the case") @PathVariable("caseId") String caseId,
      @RequestBody byte[] body,
      @Parameter(description = "1-255 characters; names the event where it has no eventId")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey,
      @Parameter(hidden = true) ServerHttpRequest request,
      @Parameter(hidden = true) JwtAuthenticationToken token) {
    var submission = door.event(caseId, json.object(body), Submitters.of(token, idempotencyKey));
    var event = submission.event();
    return Mono.fromFuture(door.write(submission, request), true)
        .then(
            Mono.fromSupplier(
                () ->
                    ResponseEntity.accepted()
                        .body(new ReportedEvent(event.caseId(), event.eventId(), door.now()))));
  }
}
