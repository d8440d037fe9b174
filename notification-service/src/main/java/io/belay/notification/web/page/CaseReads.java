package io.belay.notification.web.page;

import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.track.TrackedCase;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the page of a case asks, wherever the answer lies. */
public interface CaseReads {
  /**
   * What the case's customer sees.
   *
   * @param asOf when that was all there was, where a warm copy answered; null: it is so now
   */
  record Seen(TrackedCase tracked, @Nullable Instant asOf) {}

  /** What the case's customer sees; while its owner cannot answer, as a warm copy knows it. */
  Mono<Optional<Seen>> find(String caseId);

  /**
   * Language and zone of a customer: as told, else the market's.
   *
   * @param market ISO country
   */
  Mono<Place> placeOf(String customerId, @Nullable String market);

  /** A signal at each change of the case that this instance hears of; it may miss some. */
  Flux<Long> changes(String caseId);
}
