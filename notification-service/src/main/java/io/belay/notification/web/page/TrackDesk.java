package io.belay.notification.web.page;

import io.belay.contract.TrackingToken;
import io.belay.contract.TrackingToken.Genuine;
import io.belay.contract.TrackingToken.Refusal;
import io.belay.contract.TrackingToken.Refused;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.rendering.CasePage;
import io.belay.notification.rendering.PageTexts;
import io.belay.notification.web.page.TurnedAway.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Lets the holder of a link see its case and ask for what it offers. Whatever is wrong with a link
 * that shows nothing, to say so takes the same least time.
 */
public final class TrackDesk {
  private static final Logger log = LoggerFactory.getLogger(TrackDesk.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TrackingToken.Keys keys;
  private final CaseReads reads;
  private final CustomerVoice voice;
  private final PageTexts texts;
  private final InstantSource clock;
  private final Duration answerWithin;
  private final Duration refusalTakes;
  private final RateLimit looks;
  private final RateLimit requests;
  private final RateLimit callers;

  public TrackDesk(
      TrackingToken.Keys keys,
      CaseReads reads,
      CustomerVoice voice,
      PageTexts texts,
      InstantSource clock,
      PageLimits limits) {
    this.keys = keys;
    this.reads = reads;
    this.voice = voice;
    this.texts = texts;
    this.clock = clock;
    this.answerWithin = limits.answerWithin();
    this.refusalTakes = limits.checkTakes();
    looks = new RateLimit(limits.readsPerMinute(), MINUTE);
    requests = new RateLimit(limits.requestsPerMinute(), MINUTE);
    callers = new RateLimit(limits.perAddressPerMinute(), MINUTE);
  }

  /** A request was passed on. */
  public record Passed(String eventId, Instant acceptedAt) {}

  /** The case of a link, and all that follows from what the link says. */
  Mono<CasePage> look(String text, @Nullable String language, String caller) {
    return inLeastTime(
        Mono.fromSupplier(() -> admitted(text, caller, looks))
            .flatMap(token -> current(token, language)));
  }

  /**
   * The holder of a link; fails for whoever is none.
   *
   * @param caller counts as one address
   */
  Mono<TrackingToken> holder(String text, String caller) {
    return inLeastTime(Mono.fromSupplier(() -> admitted(text, caller, looks)));
  }

  /** The case as it is now. */
  Mono<CasePage> current(TrackingToken token, @Nullable String language) {
    return seen(token)
        .flatMap(
            found ->
                place(found.tracked(), language)
                    .map(
                        place ->
                            texts.page(found.tracked(), place, clock.instant(), found.asOf())));
  }

  /**
   * Passes on what the customer asks for.
   *
   * @param key the same key, the same wish, is one event
   */
  Mono<Passed> ask(String text, CustomerRequest request, String key, String caller) {
    return inLeastTime(
        Mono.fromSupplier(() -> admitted(text, caller, requests))
            .flatMap(
                token -> seen(token).flatMap(found -> pass(token, found.tracked(), request, key))));
  }

  private Mono<Passed> pass(
      TrackingToken token, TrackedCase tracked, CustomerRequest request, String key) {
    var now = clock.instant();
    if (request.refusedBy(tracked, now).isPresent()) {
      return Mono.error(new TurnedAway(Why.REFUSED));
    }
    var eventId = request.eventId(key);
    return voice
        .tell(eventId, token.caseId(), token.customerId(), request, now)
        .timeout(answerWithin)
        .onErrorMap(TrackDesk::notAcknowledged)
        .thenReturn(new Passed(eventId, now));
  }

  private static TurnedAway notAcknowledged(Throwable failure) {
    log.warn("What a customer asked for was not acknowledged: {}", failure.toString());
    return new TurnedAway(Why.BUSY, SOON, failure);
  }

  private <T> Mono<T> inLeastTime(Mono<T> answer) {
    return Mono.defer(
        () -> {
          long began = System.nanoTime();
          return answer.onErrorResume(
              TurnedAway.class,
              away ->
                  away.why().isOfTheLink()
                      ? Mono.delay(refusalTakes.minusNanos(System.nanoTime() - began))
                          .then(Mono.error(away))
                      : Mono.error(away));
        });
  }

  private TrackingToken admitted(String text, String caller, RateLimit limit) {
    callers.take(caller);
    var token =
        switch (keys.verify(text, clock.instant())) {
          case Genuine genuine -> genuine.token();
          case Refused refused ->
              throw new TurnedAway(refused.reason() == Refusal.EXPIRED ? Why.EXPIRED : Why.UNKNOWN);
        };
    limit.take(token.caseId());
    return token;
  }

  private Mono<CaseReads.Seen> seen(TrackingToken token) {
    return reads
        .find(token.caseId())
        .timeout(answerWithin)
        .onErrorMap(TurnedAway::passing)
        .map(found -> found.orElseThrow(() -> new TurnedAway(Why.EARLY, SOON)))
        .map(
            seen -> {
              if (!seen.tracked().identity().customerId().equals(token.customerId())) {
                throw new TurnedAway(Why.UNKNOWN);
              }
              return seen;
            });
  }

  private Mono<Place> place(TrackedCase tracked, @Nullable String language) {
    return reads
        .placeOf(tracked.identity().customerId(), tracked.about().market())
        .map(
            place -> {
              var chosen = texts.match(language);
              return chosen == null ? place : new Place(chosen, place.zone());
            });
  }
}
