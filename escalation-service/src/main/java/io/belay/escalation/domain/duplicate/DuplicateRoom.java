package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.duplicate.Sighting.Stand;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent.Linked;
import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which case of a matter is the first, and links the others to it. Pure.
 *
 * <pre>
 * sighting   nobody is first   it is the first   another, opened within the window   another, outside it
 * IN_WORK    first             first, in work    link: duplicate, or repeat (1)      first, if opened later
 * OVER       -                 first, over       -                                   -
 * GONE       -                 nobody            -                                   -
 * </pre>
 *
 * (1) a repeat where the first is over; it is the first of the matter from then on. The window
 * counts from the first's opening, so that a chain of cases does not stretch it. The first to
 * arrive is the first, even where an opening of the past arrives after it.
 */
public final class DuplicateRoom {
  private DuplicateRoom() {}

  /** The case with which others of the matter are compared. */
  public record First(String caseId, Instant openedAt, boolean over) {}

  /** Who is the first now, and what is written to the case that was seen. */
  public record Ruling(Optional<First> first, Optional<ReportedEvent> link) {}

  public static Ruling decide(Optional<First> first, Sighting seen) {
    if (first.isEmpty()) {
      return ruling(seen.stand() == Stand.IN_WORK ? firstOf(seen) : Optional.empty());
    }
    var known = first.get();
    if (known.caseId().equals(seen.caseId())) {
      return ruling(seen.stand() == Stand.GONE ? Optional.empty() : firstOf(seen));
    }
    if (seen.stand() != Stand.IN_WORK) {
      return ruling(first);
    }
    if (apart(known, seen).compareTo(seen.window()) > 0) {
      return ruling(seen.openedAt().isAfter(known.openedAt()) ? firstOf(seen) : first);
    }
    return new Ruling(known.over() ? firstOf(seen) : first, Optional.of(link(seen, known)));
  }

  private static Ruling ruling(Optional<First> first) {
    return new Ruling(first, Optional.empty());
  }

  private static Optional<First> firstOf(Sighting seen) {
    return Optional.of(new First(seen.caseId(), seen.openedAt(), seen.stand() != Stand.IN_WORK));
  }

  private static Duration apart(First first, Sighting seen) {
    return Duration.between(first.openedAt(), seen.openedAt()).abs();
  }

  /** Its id is made of the case it links to, so that a case takes the same link once. */
  private static ReportedEvent link(Sighting seen, First first) {
    return new ReportedEvent(
        "same-matter-as-" + first.caseId(),
        seen.caseId(),
        null,
        seen.at(),
        Actor.of(Actor.Kind.SYSTEM),
        new Linked(first.caseId(), null, first.over() ? Linked.REPEAT : Linked.DUPLICATE));
  }
}
