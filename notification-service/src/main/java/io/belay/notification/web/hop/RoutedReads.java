package io.belay.notification.web.hop;

import io.belay.guard.Peers;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Places;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.stream.CaseChanges;
import io.belay.notification.stream.NotificationTopology;
import io.belay.notification.stream.PageReads;
import io.belay.notification.stream.TrackTopology;
import io.belay.notification.stream.state.StateSerde;
import io.belay.notification.web.CustomerMessages;
import io.belay.notification.web.MessageReads;
import io.belay.notification.web.page.CaseReads;
import io.belay.notification.web.page.CodeReads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads from this instance's stores, or in one hop from those of the instance that owns the key; a
 * case also from a warm copy.
 */
public final class RoutedReads implements CaseReads, CodeReads, MessageReads {
  static final String CODES = "/internal/check-codes";
  static final String MESSAGES = "/internal/customer-messages";
  static final String WHERES = "/internal/whereabouts";

  private final PageReads reads;
  private final CaseChanges changes;
  private final Places places;
  private final Hop hop;
  private final Duration answerWithin;
  private final InstantSource clock;
  private final CaseSight cases;

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
    this.hop = new Hop(seal, peers);
    this.answerWithin = answerWithin;
    this.clock = clock;
    this.cases = new CaseSight(reads, hop, answerWithin.dividedBy(2), clock);
  }

  @Override
  public Mono<Optional<Seen>> find(String caseId) {
    return cases.find(caseId);
  }

  @Override
  public Mono<Optional<IssuedCode>> findCode(String code) {
    return read(
        new Question(TrackTopology.CODES, code, CODES),
        () -> reads.issued(code, clock.instant()),
        bytes -> StateSerde.issuedCodes().deserializer().deserialize("", bytes));
  }

  @Override
  public Mono<Optional<CustomerMessages>> messagesOf(String customerId) {
    return read(
            new Question(NotificationTopology.OUTBOX, customerId, MESSAGES),
            () -> reads.outbox(customerId).map(outbox -> CustomerMessages.of(customerId, outbox)),
            CustomerMessages::read)
        .timeout(answerWithin);
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
                    ? hop.ask(
                        owner.get(),
                        question.path(),
                        question.key(),
                        (body, headers) -> fromBytes.apply(body))
                    : Mono.fromSupplier(here))
        .subscribeOn(Schedulers.boundedElastic());
  }
}
