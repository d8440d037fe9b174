package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Events of a case that came before its opening. Each waits for it, for {@link #LONGEST_WAIT} from
 * its append on, that instant included; then it is rejected as any event about a case that nobody
 * opened.
 *
 * @param events in the order in which they came; at most {@link #MOST}
 */
public record EarlyEvents(List<ReportedEvent> events) {
  /** Senders that race each other are seconds apart, not minutes. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Events that wait for one opening; one more is rejected at once. */
  public static final int MOST = 50;

  public static final EarlyEvents NONE = new EarlyEvents(List.of());

  public EarlyEvents {
    events = List.copyOf(events);
  }

  /** With this event, where it may wait: nobody has opened its case, and there is room. */
  public Optional<EarlyEvents> with(Optional<CaseState> state, ReportedEvent event) {
    boolean mayWait =
        state.isEmpty()
            && !(event.event() instanceof CaseEvent.Opened)
            && !event.times().inFuture();
    if (mayWait && waits(event.eventId())) {
      return Optional.of(this);
    }
    if (!mayWait || events.size() >= MOST) {
      return Optional.empty();
    }
    var more = new ArrayList<>(events);
    more.add(event);
    return Optional.of(new EarlyEvents(more));
  }

  private boolean waits(String eventId) {
    return events.stream().anyMatch(each -> each.eventId().equals(eventId));
  }

  /** In the order in which they happened: their turn comes after the opening. */
  public List<ReportedEvent> inOrder() {
    return events.stream().sorted(Comparator.comparing(ReportedEvent::businessTime)).toList();
  }

  /** Those that have waited long enough, in the order in which they came. */
  public List<ReportedEvent> expired(Instant now) {
    return events.stream().filter(event -> giveUpAt(event).isBefore(now)).toList();
  }

  /** Those that still wait. */
  public EarlyEvents without(List<ReportedEvent> expired) {
    return new EarlyEvents(events.stream().filter(event -> !expired.contains(event)).toList());
  }

  /** When to look next; empty when nobody waits. */
  public Optional<Instant> wakeUpAt() {
    return events.stream()
        .map(event -> giveUpAt(event).plusMillis(1))
        .min(Comparator.naturalOrder());
  }

  private static Instant giveUpAt(ReportedEvent event) {
    return event.times().appendedAt().plus(LONGEST_WAIT);
  }
}
