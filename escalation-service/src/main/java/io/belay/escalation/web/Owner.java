package io.belay.escalation.web;

import io.belay.escalation.stream.CaseReads;
import io.belay.escalation.stream.CaseReads.Place;
import io.belay.escalation.stream.PartitionMovingException;
import io.belay.guard.Peers;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets the owner of a case answer: this instance, or another one in a single hop with the caller's
 * own token.
 */
public final class Owner {
  /** Marks a question that was passed on already; it is not passed on again. */
  static final String HOP = "Belay-Hop";

  private final CaseReads reads;
  private final Duration timeout;
  private final Peers peers;
  private final InstantSource clock;

  /**
   * @param timeout how long another instance may take
   */
  public Owner(CaseReads reads, Duration timeout, Peers peers, InstantSource clock) {
    this.reads = reads;
    this.timeout = timeout;
    this.peers = peers;
    this.clock = clock;
  }

  /**
   * The answer about a case from where its part of the store lies; while the owner's streams
   * cannot, from a warm copy, with the age of what it knows in the header {@code Age}, in seconds.
   */
  Mono<ResponseEntity<?>> answer(
      String store, String caseId, ServerHttpRequest request, Function<CaseReads, ?> read) {
    return Mono.fromCallable(() -> reads.placeOf(store, caseId))
        .flatMap(
            place ->
                ofOwner(place, request, read)
                    .onErrorResume(
                        PartitionMovingException.class,
                        moving -> ofCopy(store, place, request, read, moving)))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(
            PartitionMovingException.class,
            moving -> Problem.PARTITION_MOVING.because(String.valueOf(moving.getMessage())));
  }

  private Mono<ResponseEntity<?>> ofOwner(
      Place place, ServerHttpRequest request, Function<CaseReads, ?> read) {
    if (reads.isSelf(place.owner())) {
      return here(() -> ResponseEntity.ok(read.apply(reads)));
    }
    return hasHopped(request)
        ? Mono.error(
            new PartitionMovingException(
                "Expected to own the case, but it has gone on to another instance"))
        : passOn(place.owner(), request);
  }

  /** An owner, too, has a copy to answer from while its threads share partitions out anew. */
  private Mono<ResponseEntity<?>> ofCopy(
      String store,
      Place place,
      ServerHttpRequest request,
      Function<CaseReads, ?> read,
      PartitionMovingException moving) {
    if (reads.isSelf(place.owner()) || place.standbys().stream().anyMatch(reads::isSelf)) {
      return here(() -> {
            var age = reads.ageOf(store, place, clock.instant());
            return ResponseEntity.ok()
                .header(HttpHeaders.AGE, Long.toString(age.toSeconds()))
                .body(read.apply(reads.ofCopy(place)));
          })
          .onErrorMap(ErrorResponseException.class, notYetInTheCopy -> moving);
    }
    var standby = hasHopped(request) ? Optional.<HostInfo>empty() : anyOf(place.standbys());
    return standby.map(host -> passOn(host, request)).orElseGet(() -> Mono.error(moving));
  }

  private static Optional<HostInfo> anyOf(Set<HostInfo> hosts) {
    return hosts.stream().min(Comparator.comparing(HostInfo::toString));
  }

  /** Reads here; what hangs, as a registry may that is asked for a schema, is given up in time. */
  private Mono<ResponseEntity<?>> here(Callable<ResponseEntity<?>> local) {
    return Mono.fromCallable(local)
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(timeout)
        .onErrorMap(
            TimeoutException.class,
            late -> new PartitionMovingException("Expected the store to answer in time", late));
  }

  /**
   * What each of the other instances answers to the same question; nobody where it was passed on.
   */
  <T> Flux<T> others(ServerHttpRequest request, ParameterizedTypeReference<List<T>> type) {
    return Mono.fromCallable(() -> hasHopped(request) ? List.<HostInfo>of() : reads.instances())
        .flatMapIterable(instances -> instances)
        .filter(instance -> !reads.isSelf(instance))
        .flatMap(instance -> question(instance, request).retrieve().bodyToMono(type))
        .timeout(timeout)
        .flatMapIterable(lines -> lines)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(
            thrown -> Problem.PARTITION_MOVING.because("Expected all instances to answer in time"));
  }

  private static boolean hasHopped(ServerHttpRequest request) {
    return request.getHeaders().getFirst(HOP) != null;
  }

  private Mono<ResponseEntity<?>> passOn(HostInfo owner, ServerHttpRequest request) {
    return question(owner, request)
        .exchangeToMono(answer -> answer.toEntity(byte[].class))
        .timeout(timeout)
        .<ResponseEntity<?>>map(Owner::withoutTransportHeaders)
        .filter(answer -> !answer.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE))
        .switchIfEmpty(
            Mono.error(
                () -> new PartitionMovingException("Expected an answer, but the case is moving")))
        .onErrorMap(
            thrown -> !(thrown instanceof PartitionMovingException),
            thrown ->
                new PartitionMovingException(
                    "Expected the owner of the case to answer in time", thrown));
  }

  private WebClient.RequestHeadersSpec<?> question(HostInfo instance, ServerHttpRequest request) {
    URI there =
        UriComponentsBuilder.fromUri(request.getURI())
            .scheme(peers.scheme())
            .host(instance.host())
            .port(instance.port())
            .build(true)
            .toUri();
    return peers
        .client()
        .get()
        .uri(there)
        .headers(
            headers -> {
              headers.set(HOP, "1");
              headers.addAll(
                  HttpHeaders.AUTHORIZATION,
                  request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION));
            });
  }

  private static ResponseEntity<byte[]> withoutTransportHeaders(ResponseEntity<byte[]> answer) {
    var builder = ResponseEntity.status(answer.getStatusCode());
    var type = answer.getHeaders().getContentType();
    if (type != null) {
      builder.contentType(type);
    }
    answer
        .getHeaders()
        .getOrEmpty(HttpHeaders.AGE)
        .forEach(seconds -> builder.header(HttpHeaders.AGE, seconds));
    return builder.body(answer.getBody());
  }
}
