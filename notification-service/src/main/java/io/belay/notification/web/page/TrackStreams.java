package io.belay.notification.web.page;

import io.belay.contract.TrackingToken;
import io.belay.notification.rendering.CasePage;
import io.belay.notification.web.page.TurnedAway.Why;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Follows cases for whoever looks at them. Each event holds the whole case and its id is the case's
 * sequence, so a reader that was away takes up where it left without a gap. Where this instance
 * owns the case a change is told at once, elsewhere by asking for it again and again.
 */
public final class TrackStreams {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  /** Many steps of one decision are one event. */
  private static final Duration SETTLE = Duration.ofMillis(100);

  /** Proxies cut connections that say nothing for half a minute. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Then the reader comes again by itself, and its link is checked anew. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration COME_AGAIN = Duration.ofSeconds(1);
  private static final Duration WHEN_FULL = Duration.ofSeconds(10);

  private final TrackDesk desk;
  private final CaseReads reads;
  private final PageLimits limits;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> openByCase = new ConcurrentHashMap<>();
  private final Sinks.Empty<Void> stopping = Sinks.empty();

  public TrackStreams(TrackDesk desk, CaseReads reads, PageLimits limits) {
    this.desk = desk;
    this.reads = reads;
    this.limits = limits;
  }

  /** Open at once; for a meter. */
  public int open() {
    return open.get();
  }

  /** Open streams would hold up the end of the service. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    var unused = stopping.tryEmitEmpty();
  }

  /**
   * The case from now on. Takes a place for as long as somebody listens; where there is none, the
   * listener is turned away.
   *
   * @param after sequence of the last event the reader has; 0: none
   */
  Flux<ServerSentEvent<CasePage>> of(TrackingToken holder, @Nullable String language, long after) {
    return Flux.using(
        () -> enter(holder.caseId()), entered -> events(holder, language, after), this::leave);
  }

  private Flux<ServerSentEvent<CasePage>> events(
      TrackingToken holder, @Nullable String language, long after) {
    var last = new AtomicLong(after);
    var old = new AtomicBoolean();
    var news =
        Flux.merge(reads.changes(holder.caseId()), Flux.interval(ASK_AGAIN))
            .onBackpressureLatest()
            .concatMap(signal -> Mono.delay(SETTLE).then(now(holder, language)), 1)
            .startWith(now(holder, language))
            // also that it is as of now, or not any more
            .filter(
                page ->
                    page.sequence() > last.get()
                        || (page.sequence() == last.get() && isOld(page) != old.get()))
            .doOnNext(
                page -> {
                  last.set(page.sequence());
                  old.set(isOld(page));
                })
            .map(TrackStreams::event);
    return Flux.merge(news, Flux.interval(Duration.ZERO, HEARTBEAT).map(TrackStreams::heartbeat))
        .takeUntilOther(Mono.firstWithSignal(stopping.asMono(), Mono.delay(LONGEST).then()));
  }

  private static boolean isOld(CasePage page) {
    return page.asOf() != null;
  }

  /** What cannot be read right now is read at the next signal. */
  private Mono<CasePage> now(TrackingToken holder, @Nullable String language) {
    return desk.current(holder, language).onErrorResume(TurnedAway.class, away -> Mono.empty());
  }

  private static ServerSentEvent<CasePage> event(CasePage page) {
    return ServerSentEvent.<CasePage>builder()
        .id(Long.toString(page.sequence()))
        .event("case")
        .retry(COME_AGAIN)
        .data(page)
        .build();
  }

  private static ServerSentEvent<CasePage> heartbeat(long number) {
    return ServerSentEvent.<CasePage>builder().comment("here").build();
  }

  private String enter(String caseId) {
    int ofThisCase = openByCase.merge(caseId, 1, Integer::sum);
    if (open.incrementAndGet() > limits.streams() || ofThisCase > limits.streamsPerLink()) {
      leave(caseId);
      throw new TurnedAway(Why.LIMIT, WHEN_FULL);
    }
    return caseId;
  }

  private void leave(String caseId) {
    open.decrementAndGet();
    openByCase.computeIfPresent(caseId, (key, count) -> count == 1 ? null : count - 1);
  }
}
