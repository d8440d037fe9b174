package io.belay.notification.web;

import io.belay.notification.channel.http.GatewayCallbacks;
import io.belay.notification.channel.http.GatewayCallbacks.Result;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where HTTP gateways report what became of messages. */
@RestController
class GatewayReceiptController {
  static final String TIMESTAMP = "X-Belay-Timestamp";
  static final String SIGNATURE = "X-Belay-Signature";
  private static final int LONGEST_BODY = 256 * 1024;
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

  private final GatewayCallbacks callbacks;

  GatewayReceiptController(GatewayCallbacks callbacks) {
    this.callbacks = callbacks;
  }

  @Operation(
      summary = "Receipts of an HTTP gateway; signed, see docs/channels.md",
      description = "204: the broker has every receipt. Anything else: send the callback again")
  @PostMapping("/v1/gateways/{gateway}/receipts")
  Mono<ResponseEntity<ProblemDetail>> receipts(
      @PathVariable String gateway,
      @RequestHeader(name = TIMESTAMP, required = false) @Nullable String timestamp,
      @RequestHeader(name = SIGNATURE, required = false) @Nullable String signature,
      ServerHttpRequest request) {
    return DataBufferUtils.join(request.getBody(), LONGEST_BODY)
        .map(
            buffer -> {
              var bytes = new byte[buffer.readableByteCount()];
              buffer.read(bytes);
              DataBufferUtils.release(buffer);
              return bytes;
            })
        .defaultIfEmpty(new byte[0])
        .flatMap(
            body ->
                // a producer whose broker is away holds its caller up
                Mono.fromCallable(() -> callbacks.take(gateway, timestamp, signature, body))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(GatewayReceiptController::answer)
                    .timeout(WRITTEN_WITHIN)
                    .onErrorResume(away -> brokerAway()))
        .onErrorResume(
            DataBufferLimitException.class,
            tooLong ->
                problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-large",
                    "A callback has at most %d bytes".formatted(LONGEST_BODY)));
  }

  private static Mono<ResponseEntity<ProblemDetail>> answer(Result result) {
    return switch (result) {
      case Result.Taken taken ->
          Mono.fromFuture(taken.written())
              .then(Mono.just(ResponseEntity.noContent().<ProblemDetail>build()));
      case Result.NotGenuine notGenuine ->
          problem(
              HttpStatus.UNAUTHORIZED,
              "unauthorized",
              "The callback is not signed by this gateway, or not at this time");
      case Result.Unreadable unreadable ->
          problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", unreadable.detail());
    };
  }

  private static Mono<ResponseEntity<ProblemDetail>> brokerAway() {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "broker-away",
        "The receipts could not be written; send them again");
  }

  private static Mono<ResponseEntity<ProblemDetail>> problem(
      HttpStatus status, String type, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:belay:problem:" + type));
    return Mono.just(ResponseEntity.status(status).body(problem));
  }
}
