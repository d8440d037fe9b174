package io.belay.escalation.web;

import io.belay.escalation.stream.CaseReads;
import io.belay.escalation.stream.PartitionMovingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
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

  /**
   * @param timeout how long another instance may take
   */
  public Owner(CaseReads reads, Duration timeout, Peers peers) {
    this.reads = reads;
    this.timeout = timeout;
    this.peers = peers;
  }

  /** The answer about a case from where its part of the store lies. */
  Mono<ResponseEntity<?>> answer(
      String store, String caseId, ServerHttpRequest request, Callable<?> local) {
    return Mono.fromCallable(() -> elsewhere(store, caseId, request))
        .flatMap(owner -> owner.isPresent() ? passOn(owner.get(), request) : here(local))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(
            PartitionMovingException.class,
            moving -> Problem.PARTITION_MOVING.because(String.valueOf(moving.getMessage())));
  }

  /** Reads here; what hangs, as a registry may that is asked for a schema, is given up in time. */
  private Mono<ResponseEntity<?>> here(Callable<?> local) {
    return Mono.fromCallable(local)
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(timeout)
        .<ResponseEntity<?>>map(ResponseEntity::ok)
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

  private Optional<HostInfo> elsewhere(String store, String caseId, ServerHttpRequest request) {
    var owner = reads.ownerOf(store, caseId);
    if (reads.isSelf(owner)) {
      return Optional.empty();
    }
    if (hasHopped(request)) {
      throw new PartitionMovingException(
          "Expected to own case '" + caseId + "', but it has gone on to another instance");
    }
    return Optional.of(owner);
  }

  private static boolean hasHopped(ServerHttpRequest request) {
    return request.getHeaders().getFirst(HOP) != null;
  }

  private Mono<ResponseEntity<?>> passOn(HostInfo owner, ServerHttpRequest request) {
    return question(owner, request)
        .exchangeToMono(answer -> answer.toEntity(byte[].class))
        .timeout(timeout)
        .<ResponseEntity<?>>map(Owner::withoutTransportHeaders)
        .onErrorMap(
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
        .getOrEmpty(HttpHeaders.RETRY_AFTER)
        .forEach(seconds -> builder.header(HttpHeaders.RETRY_AFTER, seconds));
    return builder.body(answer.getBody());
  }
}
