package io.belay.intake.web;

import io.belay.intake.domain.Checked;
import io.belay.intake.domain.ContactChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How customers are reached, and that they are forgotten. */
@RestController
@Tag(name = "Contacts", description = "How customers are reached")
@SecurityRequirement(name = ApiDescription.TOKEN, scopes = "contacts:write")
public class ContactsController {
  private static final String REASON = "statutory-clocks";
  private static final String ERASED =
      "Restricted at once to statutory notices. Erased soon after the last statutory clock of this"
          + " customer ends, or soon where none runs. Copies on the topic go within 24 hours.";

  private final JsonTrees json;
  private final ContactChecks checks;
  private final FrontDoor door;
  private final InstantSource clock;

  public ContactsController(
      JsonTrees json, ContactChecks checks, FrontDoor door, InstantSource clock) {
    this.json = json;
    this.checks = checks;
    this.door = door;
    this.clock = clock;
  }

  @PutMapping(
      value = "/v1/customers/{customerId}/contact",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Tell how a customer is reached",
      description = "Replaces what was known, as a whole. An older `updatedAt` replaces nothing.")
  @ApiResponse(
      responseCode = "202",
      description = "Acknowledged",
      content = @Content(schema = @Schema(implementation = ContactAnswer.class)))
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = CustomerContactData.class)))
  public Mono<ResponseEntity<ContactAnswer>> put(
      @Parameter(description = "The customer, 1-80 characters") @PathVariable("customerId")
          String customerId,
      @RequestBody byte[] body,
      @Parameter(hidden = true) ServerHttpRequest request) {
    var contact = fit(checks.contact(customerId, json.object(body), clock.instant()));
    return Mono.fromFuture(door.tell(contact, request), true)
        .thenReturn(
            ResponseEntity.accepted()
                .body(
                    new ContactAnswer(
                        contact.customerId(), contact.updatedAt(), null, null, null)));
  }

  @DeleteMapping(
      value = "/v1/customers/{customerId}/contact",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Forget how a customer is reached")
  @ApiResponse(
      responseCode = "202",
      description = "Restricted at once, erased after the last statutory clock",
      content = @Content(schema = @Schema(implementation = ContactAnswer.class)))
  public Mono<ResponseEntity<ContactAnswer>> erase(
      @Parameter(description = "The customer, 1-80 characters") @PathVariable("customerId")
          String customerId,
      @Parameter(hidden = true) ServerHttpRequest request) {
    // read to its end, though it is empty: an answer that comes before that stalls the connection
    return request
        .getBody()
        .map(DataBufferUtils::release)
        .then(Mono.defer(() -> eraseNow(customerId, request)));
  }

  private Mono<ResponseEntity<ContactAnswer>> eraseNow(
      String customerId, ServerHttpRequest request) {
    var customer = fit(checks.customer(customerId, clock.instant()));
    return Mono.fromFuture(door.erase(customer, request), true)
        .then(
            Mono.fromSupplier(
                () ->
                    ResponseEntity.accepted()
                        .body(new ContactAnswer(customer, null, clock.instant(), REASON, ERASED))));
  }

  private static <T> T fit(Checked<T> checked) {
    return switch (checked) {
      case Checked.Fit<T> fit -> fit.value();
      case Checked.Unfit<T> unfit ->
          throw new ProblemException(Reason.INVALID, null, unfit.errors());
      case Checked.NeedsScope<T> needs ->
          throw new ProblemException(Reason.MISSING_SCOPE, "Expected scope " + needs.scope());
    };
  }
}
