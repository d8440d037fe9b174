package io.belay.notification.web;

import io.belay.notification.domain.Outbox;
import io.belay.notification.stream.PageReads.StoreMovingException;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/** What was and will be sent to a customer. */
@RestController
class CustomerController {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final MessageReads reads;

  CustomerController(MessageReads reads) {
    this.reads = reads;
  }

  @Operation(summary = "The messages of a customer, oldest first, with every attempt and outcome")
  @GetMapping("/v1/customers/{customerId}/messages")
  Mono<CustomerMessages> messages(@PathVariable String customerId) {
    return reads
        .messagesOf(customerId)
        .map(found -> found.orElseGet(() -> CustomerMessages.of(customerId, Outbox.EMPTY)));
  }

  @ExceptionHandler({
    StoreMovingException.class,
    TimeoutException.class,
    WebClientRequestException.class
  })
  ResponseEntity<ProblemDetail> storeAway() {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.SERVICE_UNAVAILABLE, "The messages cannot be read right now");
    problem.setType(URI.create("urn:belay:problem:store-away"));
    problem.setTitle("Store away");
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(problem);
  }
}
