package io.belay.notification.web.hop;

import io.belay.notification.stream.PageReads;
import io.belay.notification.stream.PageReads.StoreMovingException;
import io.belay.notification.stream.state.StateSerde;
import io.belay.notification.web.CustomerMessages;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers other instances from this one's stores; to everybody else it is not there. */
@Hidden
@RestController
class HopController {
  private final PageReads reads;
  private final HopSeal seal;
  private final InstantSource clock;

  HopController(PageReads reads, HopSeal seal, InstantSource clock) {
    this.reads = reads;
    this.seal = seal;
    this.clock = clock;
  }

  @GetMapping(CaseSight.COPIES + "/{caseId}")
  Mono<ResponseEntity<byte[]>> copiedCase(
      @PathVariable String caseId,
      @RequestHeader(name = HopSeal.HEADER, required = false) @Nullable String told,
      ServerHttpRequest request) {
    if (told == null || !seal.fits(told, request.getPath().value())) {
      return Mono.just(ResponseEntity.notFound().build());
    }
    return Mono.fromSupplier(() -> reads.copied(caseId, clock.instant()))
        .map(
            found ->
                found
                    .map(HopController::copied)
                    .orElseGet(() -> ResponseEntity.noContent().build()))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static ResponseEntity<byte[]> copied(PageReads.Copied copied) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(CaseSight.AS_OF, Long.toString(copied.asOf().toEpochMilli()))
        .body(StateSerde.trackedCases().serializer().serialize("", copied.tracked()));
  }

  @GetMapping(CaseSight.CASES + "/{caseId}")
  Mono<ResponseEntity<byte[]>> trackedCase(
      @PathVariable String caseId,
      @RequestHeader(name = HopSeal.HEADER, required = false) @Nullable String told,
      ServerHttpRequest request) {
    return answer(
        told, request, () -> reads.tracked(caseId), StateSerde.trackedCases().serializer());
  }

  @GetMapping(RoutedReads.CODES + "/{code}")
  Mono<ResponseEntity<byte[]>> issuedCode(
      @PathVariable String code,
      @RequestHeader(name = HopSeal.HEADER, required = false) @Nullable String told,
      ServerHttpRequest request) {
    return answer(
        told,
        request,
        () -> reads.issued(code, clock.instant()),
        StateSerde.issuedCodes().serializer());
  }

  @GetMapping(RoutedReads.WHERES + "/{customerId}")
  Mono<ResponseEntity<byte[]>> whereabouts(
      @PathVariable String customerId,
      @RequestHeader(name = HopSeal.HEADER, required = false) @Nullable String told,
      ServerHttpRequest request) {
    return answer(
        told, request, () -> reads.contact(customerId).map(Whereabouts::of), Whereabouts::bytes);
  }

  @GetMapping(RoutedReads.MESSAGES + "/{customerId}")
  Mono<ResponseEntity<byte[]>> customerMessages(
      @PathVariable String customerId,
      @RequestHeader(name = HopSeal.HEADER, required = false) @Nullable String told,
      ServerHttpRequest request) {
    return answer(
        told,
        request,
        () -> reads.outbox(customerId).map(outbox -> CustomerMessages.of(customerId, outbox)),
        CustomerMessages::bytes);
  }

  @ExceptionHandler
  ResponseEntity<Void> moving(StoreMovingException moving) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
  }

  private <T> Mono<ResponseEntity<byte[]>> answer(
      @Nullable String told,
      ServerHttpRequest request,
      Supplier<Optional<T>> read,
      Serializer<T> serializer) {
    if (told == null || !seal.fits(told, request.getPath().value())) {
      return Mono.just(ResponseEntity.notFound().build());
    }
    return Mono.fromSupplier(read)
        .map(
            found ->
                found
                    .map(
                        value ->
                            ResponseEntity.ok()
                                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                                .body(serializer.serialize("", value)))
                    .orElseGet(() -> ResponseEntity.noContent().build()))
        .subscribeOn(Schedulers.boundedElastic());
  }
}
