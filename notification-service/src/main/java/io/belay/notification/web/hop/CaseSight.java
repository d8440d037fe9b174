package io.belay.notification.web.hop;

import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.stream.PageReads;
import io.belay.notification.stream.PageReads.Copied;
import io.belay.notification.stream.PageReads.Place;
import io.belay.notification.stream.PageReads.StoreMovingException;
import io.belay.notification.stream.TrackTopology;
import io.belay.notification.stream.state.StateSerde;
import io.belay.notification.web.page.CaseReads.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sees a case where its owner has it; while the owner moves or does not answer, in a warm copy, and
 * says when that was all there was.
 */
final class CaseSight {
  static final String CASES = "/internal/tracked-cases";
  static final String COPIES = "/internal/copied-cases";

  /** Milliseconds since 1970: when a copy had all there was. */
  static final String AS_OF = "Belay-As-Of";

  private final PageReads reads;
  private final Hop hop;
  private final Duration ownerWithin;
  private final InstantSource clock;

  /**
   * @param ownerWithin how long the owner may take before a copy is asked
   */
  CaseSight(PageReads reads, Hop hop, Duration ownerWithin, InstantSource clock) {
    this.reads = reads;
    this.hop = hop;
    this.ownerWithin = ownerWithin;
    this.clock = clock;
  }

  Mono<Optional<Seen>> find(String caseId) {
    return Mono.fromSupplier(() -> reads.placeOf(TrackTopology.TRACKED, caseId))
        .flatMap(
            place ->
                ofOwner(place, caseId)
                    .timeout(ownerWithin)
                    .onErrorResume(away -> ofCopy(place, caseId, away)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<Optional<Seen>> ofOwner(Place place, String caseId) {
    return place
        .owner()
        .map(
            owner -> hop.ask(owner, CASES, caseId, (body, headers) -> new Seen(caseIn(body), null)))
        .orElseGet(
            () ->
                Mono.fromSupplier(
                        () -> reads.tracked(caseId).map(tracked -> new Seen(tracked, null)))
                    .subscribeOn(Schedulers.boundedElastic()));
  }

  /**
   * What no copy knows may be there all the same: then the owner's answer is waited for. An owner
   * that takes over reads its own store before it is in charge of it.
   */
  private Mono<Optional<Seen>> ofCopy(Place place, String caseId, Throwable away) {
    var copy =
        place.copyHere() || place.owner().isEmpty()
            ? Mono.fromSupplier(() -> reads.copied(caseId, clock.instant()).map(CaseSight::seen))
                .subscribeOn(Schedulers.boundedElastic())
            : place.copies().stream()
                .findFirst()
                .map(host -> ofCopyAt(host, caseId))
                .orElseGet(() -> Mono.just(Optional.empty()));
    return copy.onErrorReturn(Optional.empty())
        .flatMap(
            found ->
                found.isPresent()
                    ? Mono.just(found)
                    : Mono.error(
                        away instanceof StoreMovingException
                            ? away
                            : new StoreMovingException(away)));
  }

  private Mono<Optional<Seen>> ofCopyAt(HostInfo host, String caseId) {
    return hop.ask(
        host,
        COPIES,
        caseId,
        (body, headers) -> {
          var asOf = headers.getFirst(AS_OF);
          if (asOf == null) {
            throw new StoreMovingException(null);
          }
          return new Seen(caseIn(body), Instant.ofEpochMilli(Long.parseLong(asOf)));
        });
  }

  private static Seen seen(Copied copied) {
    return new Seen(copied.tracked(), copied.asOf());
  }

  private static TrackedCase caseIn(byte[] body) {
    return StateSerde.trackedCases().deserializer().deserialize("", body);
  }
}
