package io.belay.escalation.stream;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.escalation.wire.EarlyEventsCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Where events of one partition wait for the opening of their case. */
final class EarlyRoom {
  private final KeyValueStore<String, byte[]> store;
  private final EarlyEventsCodec codec = new EarlyEventsCodec();

  EarlyRoom(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Lets the event wait, if it may; empty: it is to be decided now. */
  Optional<Instant> letWait(Optional<CaseState> state, ReportedEvent event) {
    var waiting = state.isPresent() ? Optional.<EarlyEvents>empty() : of(event).with(state, event);
    waiting.ifPresent(early -> keep(event.caseId(), early));
    return waiting.flatMap(EarlyEvents::wakeUpAt);
  }

  private EarlyEvents of(ReportedEvent event) {
    return of(event.caseId());
  }

  private EarlyEvents of(String caseId) {
    return Optional.ofNullable(store.get(caseId)).map(codec::read).orElse(EarlyEvents.NONE);
  }

  private void keep(String caseId, EarlyEvents early) {
    store.put(caseId, early.events().isEmpty() ? null : codec.write(early));
  }

  /** The case was opened: whoever waited comes in, in the order in which it happened. */
  List<ReportedEvent> opened(String caseId) {
    var waiting = of(caseId);
    if (!waiting.events().isEmpty()) {
      keep(caseId, EarlyEvents.NONE);
    }
    return waiting.inOrder();
  }

  /** Those that have waited in vain; the others wait on. */
  List<ReportedEvent> expired(String caseId, Instant now) {
    var waiting = of(caseId);
    var expired = waiting.expired(now);
    if (!expired.isEmpty()) {
      keep(caseId, waiting.without(expired));
    }
    return expired;
  }

  /** When to look after a case again. */
  Optional<Instant> wakeUpAt(String caseId) {
    return of(caseId).wakeUpAt();
  }

  /** Tells of every case for whose opening somebody waits. */
  void forEach(BiConsumer<String, Instant> wakeUps) {
    try (var all = store.all()) {
      all.forEachRemaining(
          entry ->
              codec.read(entry.value).wakeUpAt().ifPresent(at -> wakeUps.accept(entry.key, at)));
    }
  }
}
