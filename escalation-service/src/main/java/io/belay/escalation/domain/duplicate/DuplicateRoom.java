package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.duplicate.First.Duplicate;
import io.belay.escalation.domain.duplicate.Sighting.Stand;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.CaseEvent.Linked;
import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which case of a matter is the first, links the others to it, and tells them of its end.
 * Pure.
 *
 * <pre>
 * sighting   nobody is first   it is the first       another, opened within the window   another, outside it
 * IN_WORK    first             first, in work        link: duplicate (1), or repeat (2)  first, if opened later (3)
 * OVER       -                 first, over (4)       a duplicate goes its own way        -
 * GONE       -                 nobody (4)            a duplicate goes its own way        -
 * </pre>
 *
 * (1) unless it went its own way before; (2) a repeat where the first is over; it is the first of
 * the matter from then on. The window counts from the first's opening, so that a chain of cases
 * does not stretch it. The first to arrive is the first, even where an opening of the past arrives
 * after it. (3) and nobody waits for the first. (4) what was resolved is resolved for its
 * duplicates, too, where its pack says so; else the oldest of them is the first from then on, and
 * the others are linked to that one.
 */
public final class DuplicateRoom {
  private DuplicateRoom() {}

  /** Who is the first now, and what is written to cases of the matter. */
  public record Ruling(Optional<First> first, List<ReportedEvent> events) {
    public Ruling {
      events = List.copyOf(events);
    }
  }

  public static Ruling decide(Optional<First> first, Sighting seen) {
    if (first.isEmpty()) {
      return ruling(seen.stand() == Stand.IN_WORK ? Optional.of(First.of(seen)) : Optional.empty());
    }
    var known = first.get();
    if (known.caseId().equals(seen.caseId())) {
      return ofTheFirst(known, seen);
    }
    if (seen.stand() != Stand.IN_WORK) {
      return ruling(Optional.of(known.without(seen.caseId())));
    }
    if (apart(known, seen).compareTo(seen.window()) > 0) {
      boolean takesOver = seen.openedAt().isAfter(known.openedAt()) && known.waiting().isEmpty();
      return ruling(takesOver ? Optional.of(First.of(seen)) : first);
    }
    if (known.over()) {
      return new Ruling(Optional.of(First.of(seen)), List.of(link(seen, known, Linked.REPEAT)));
    }
    boolean goesItsOwnWay =
        known.leftBy(seen.caseId()) || (known.isFull() && !known.knows(seen.caseId()));
    return goesItsOwnWay
        ? ruling(first)
        : new Ruling(
            Optional.of(known.joinedBy(seen)), List.of(link(seen, known, Linked.DUPLICATE)));
  }

  private static Ruling ofTheFirst(First known, Sighting seen) {
    if (seen.stand() == Stand.IN_WORK) {
      return ruling(Optional.of(known.inWork()));
    }
    var waiting = known.waiting();
    if (!waiting.isEmpty() && seen.outcome() == null) {
      return succeeded(known, waiting, seen.at());
    }
    var resolved =
        waiting.stream()
            .map(
                each ->
                    event(
                        "resolved-with-" + known.caseId() + "-" + seen.sequence(),
                        each.caseId(),
                        seen.at(),
                        new CaseEvent.Resolved(String.valueOf(seen.outcome()))))
            .toList();
    return new Ruling(
        seen.stand() == Stand.GONE ? Optional.empty() : Optional.of(known.ended()), resolved);
  }

  /** Nobody solved it: the oldest duplicate goes on for all of them. */
  private static Ruling succeeded(First known, List<Duplicate> waiting, Instant at) {
    var heir = waiting.getFirst();
    var others = waiting.subList(1, waiting.size());
    var next = new First(heir.caseId(), heir.openedAt(), false, others);
    var events = new ArrayList<ReportedEvent>();
    events.add(
        event(
            "left-by-" + known.caseId(),
            heir.caseId(),
            at,
            new Linked(known.caseId(), null, Linked.REPEAT)));
    others.forEach(
        other ->
            events.add(
                event(
                    "same-matter-as-" + heir.caseId(),
                    other.caseId(),
                    at,
                    new Linked(heir.caseId(), null, Linked.DUPLICATE))));
    return new Ruling(Optional.of(next), events);
  }

  private static Ruling ruling(Optional<First> first) {
    return new Ruling(first, List.of());
  }

  private static Duration apart(First first, Sighting seen) {
    return Duration.between(first.openedAt(), seen.openedAt()).abs();
  }

  /** Its id is made of the case it links to, so that a case takes the same link once. */
  private static ReportedEvent link(Sighting seen, First first, String relation) {
    return event(
        "same-matter-as-" + first.caseId(),
        seen.caseId(),
        seen.at(),
        new Linked(first.caseId(), null, relation));
  }

  private static ReportedEvent event(String eventId, String caseId, Instant at, CaseEvent event) {
    return new ReportedEvent(eventId, caseId, null, at, Actor.of(Actor.Kind.SYSTEM), event);
  }
}
