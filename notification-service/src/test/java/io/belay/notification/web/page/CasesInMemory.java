package io.belay.notification.web.page;

import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.domain.track.TrackedStory;
import io.belay.notification.stream.PageReads.StoreMovingException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Stands where stores and broker are: what tests put in is seen, what customers ask is kept. */
final class CasesInMemory implements CaseReads, CodeReads, CustomerVoice {
  private final Map<String, TrackedCase> cases = new ConcurrentHashMap<>();
  private final Map<String, IssuedCode> codes = new ConcurrentHashMap<>();
  private final Map<String, Instant> asOf = new ConcurrentHashMap<>();
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final Sinks.Many<String> changes = Sinks.many().multicast().directBestEffort();
  private final List<Told> told = new CopyOnWriteArrayList<>();

  /** What a customer asked for. */
  record Told(String eventId, String caseId, String customerId, CustomerRequest request) {}

  void put(TrackedStory story) {
    var seen = story.seen();
    cases.put(seen.identity().caseId(), seen);
    var unused = changes.tryEmitNext(seen.identity().caseId());
  }

  void put(IssuedCode code) {
    codes.put(code.code(), code);
  }

  /** From now on nobody can say whether this code went out. */
  void lose(String code) {
    away.add(code);
  }

  /** From now on nothing about this case is answered or taken. */
  void lose(TrackedStory story) {
    away.add(story.seen().identity().caseId());
  }

  List<Told> toldAbout(TrackedStory story) {
    return told.stream()
        .filter(each -> each.caseId().equals(story.seen().identity().caseId()))
        .toList();
  }

  /** From now on what is known of this case is as of then; null: as of now. */
  void knownAsOf(TrackedStory story, @Nullable Instant then) {
    var caseId = story.seen().identity().caseId();
    if (then == null) {
      asOf.remove(caseId);
    } else {
      asOf.put(caseId, then);
    }
    var unused = changes.tryEmitNext(caseId);
  }

  @Override
  public Mono<Optional<Seen>> find(String caseId) {
    return away.contains(caseId)
        ? Mono.error(new StoreMovingException(null))
        : Mono.just(
            Optional.ofNullable(cases.get(caseId))
                .map(tracked -> new Seen(tracked, asOf.get(caseId))));
  }

  @Override
  public Mono<Place> placeOf(String customerId, @Nullable String market) {
    return Mono.just(new Place("zh-CN", ZoneId.of("Asia/Shanghai")));
  }

  @Override
  public Flux<Long> changes(String caseId) {
    return changes.asFlux().filter(caseId::equals).map(changed -> 0L);
  }

  @Override
  public Mono<Optional<IssuedCode>> findCode(String code) {
    return away.contains(code)
        ? Mono.error(new StoreMovingException(null))
        : Mono.just(Optional.ofNullable(codes.get(code)));
  }

  @Override
  public Mono<Void> tell(
      String eventId, String caseId, String customerId, CustomerRequest request, Instant at) {
    return Mono.fromRunnable(() -> told.add(new Told(eventId, caseId, customerId, request)));
  }
}
