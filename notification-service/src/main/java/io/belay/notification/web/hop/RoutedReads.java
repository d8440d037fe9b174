package io.belay.notification.web.hop;

import io.belay.guard.Peers;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Places;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.stream.CaseChanges;
import io.belay.notification.stream.NotificationTopology;
import io.belay.notification.stream.PageReads;
import io.belay.notification.stream.PageReads.StoreMovingException;
import io.belay.notification.stream.TrackTopology;
import io.belay.notification.stream.state.StateSerde;
import io.belay.notification.web.page.CaseReads;
import io.belay.notification.web.page.CodeReads;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads from this instance's stores, or in one hop from those of the instance that owns the key.
 */
public final class RoutedReads implements CaseReads, CodeReads {
  static final String CASES = "/internal/tracked-cases";
  static final String CODES = "/internal/check-codes";
  static final String WHERES = "/internal/whereabouts";

  private final PageReads reads;
  private final CaseChanges changes;
  private final Places places;
  private final HopSeal seal;
  private final Duration answerWithin;
  private final InstantSource clock;
  private final Peers peers;

  public RoutedReads(
      PageReads reads,
      CaseChanges changes,
      Places places,
      HopSeal seal,
      Peers peers,
      Duration answerWithin,
      InstantSource clock) {
    this.reads = reads;
    this.changes = changes;
    this.places = places;
    this.seal = seal;
    this.peers = peers;
    this.answerWithin = answerWithin;
    this.clock = clock;
  }

  @Override
  public Mono<Optional<TrackedCase>> find(String caseId) {
    return read(
        new Question(TrackTopology.TRACKED, caseId, CASES),
        () -> reads.tracked(caseId),
        bytes -> StateSerde.trackedCases().deserializer().deserialize("", bytes));
  }

  @Override
  public Mono<Optional<IssuedCode>> findCode(String code) {
    return read(
        new Question(TrackTopology.CODES, code, CODES),
        () -> reads.issued(code, clock.instant()),
        bytes -> StateSerde.issuedCodes().deserializer().deserialize("", bytes));
  }

  /** A page in the market's language is better than none. */
  @Override
  public Mono<Place> placeOf(String customerId, @Nullable String market) {
    return read(
            new Question(NotificationTopology.OUTBOX, customerId, WHERES),
            () -> reads.contact(customerId).map(Whereabouts::of),
            Whereabouts::read)
        .timeout(answerWithin)
        .onErrorReturn(Optional.empty())
        .map(told -> told.orElse(Whereabouts.UNTOLD).orElse(places.of(market)));
  }

  @Override
  public Flux<Long> changes(String caseId) {
    return Flux.create(
        sink -> {
          var listening = changes.listen(caseId, () -> sink.next(0L));
          sink.onDispose(listening::close);
        },
        FluxSink.OverflowStrategy.LATEST);
  }

  private record Question(String store, String key, String path) {}

  private <T> Mono<Optional<T>> read(
      Question question, Supplier<Optional<T>> here, Function<byte[], T> fromBytes) {
    return Mono.fromSupplier(() -> reads.elsewhere(question.store(), question.key()))
        .flatMap(
            owner ->
                owner.isPresent()
                    ? there(owner.get(), question, fromBytes)
                    : Mono.fromSupplier(here))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private <T> Mono<Optional<T>> there(
      HostInfo owner, Question question, Function<byte[], T> fromBytes) {
    URI uri =
        UriComponentsBuilder.newInstance()
            .scheme(peers.scheme())
            .host(owner.host())
            .port(owner.port())
            .path(question.path())
            .pathSegment(question.key())
            .encode()
            .build()
            .toUri();
    return peers
        .client()
        .get()
        .uri(uri)
        .header(HopSeal.HEADER, seal.of(uri.getRawPath()))
        .exchangeToMono(
            answer -> {
              if (answer.statusCode().equals(HttpStatus.OK)) {
                return answer.bodyToMono(byte[].class).map(fromBytes).map(Optional::of);
              }
              return answer.statusCode().equals(HttpStatus.NO_CONTENT)
                  ? answer.releaseBody().thenReturn(Optional.<T>empty())
                  : answer.releaseBody().then(Mono.error(new StoreMovingException(null)));
            });
  }
}
