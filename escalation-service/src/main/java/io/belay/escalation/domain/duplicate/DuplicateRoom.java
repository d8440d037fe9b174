package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.duplicate.First.Duplicate;
import io.belay.escalation.domain.duplicate.Sighting.Stand;
import io.belay.escalation.domain.event.CaseEvent.StricterDuplicate;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides which case of a matter is the first, links the others to it, and tells them of its end.
 * Pure.
 *
 * <pre>
 * sighting   nobody is first   it is the first       another, opened within the window   another, outside it
 * IN_WORK    first             first, in work        link: duplicate (1), or repeat (2)  first, if opened later (3)
 *            a duplicate of a stricter priority than the first's, or opened before it: tell the first (5)
 * OVER       -                 first, over (4)       a duplicate goes its own way        -
 * GONE       -                 nobody (4)            a duplicate goes its own way (6)    -
 * </pre>
 *
 * (1) unless it went its own way before; (2) a repeat where the first is over; it is the first of
 * the matter from then on. The window counts from the first's opening, so that a chain of cases
 * does not stretch it. The first to arrive is the first, even where an opening of the past arrives
 * after it. (3) and nobody waits for the first. (4) what was resolved is resolved for its
 * duplicates, too, where its pack says so; else the oldest of them is the first from then on, and
 * the others are linked to that one. (5) when it is linked, and when it gets stricter later; what
 * is heard of the first itself never raises it, so that a correction by people stays. The first has
 * the earlier of both due times. (6) and, where it waited, its clocks go on: nobody of its former
 * matter keeps its promises any more.
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
      return leaves(known, seen);
    }
    if (apart(known, seen).compareTo(seen.window()) > 0) {
      boolean takesOver = seen.openedAt().isAfter(known.openedAt()) && known.waiting().isEmpty();
      return ruling(takesOver ? Optional.of(First.of(seen)) : first);
    }
    if (known.over()) {
      return new Ruling(
          Optional.of(First.of(seen)), List.of(Written.repeat(seen.caseId(), known, seen.at())));
    }
    boolean goesItsOwnWay =
        known.leftBy(seen.caseId()) || (known.isFull() && !known.knows(seen.caseId()));
    return goesItsOwnWay ? ruling(first) : ofADuplicate(known, seen);
  }

  /** A case is over before it is forgotten: one that is gone and waited is about something else. */
  private static Ruling leaves(First known, Sighting seen) {
    boolean goesOn =
        seen.stand() == Stand.GONE
            && known.waiting().stream().anyMatch(each -> each.caseId().equals(seen.caseId()));
    return new Ruling(
        Optional.of(known.without(seen.caseId())),
        goesOn ? List.of(Written.leftBy(seen.caseId(), known, seen.at())) : List.of());
  }

  private static Ruling ofADuplicate(First known, Sighting seen) {
    var before = known.duplicate(seen.caseId());
    var joined = known.joinedBy(seen);
    var events = new ArrayList<ReportedEvent>();
    boolean corrected =
        before.filter(each -> !Objects.equals(each.priority(), seen.priority())).isPresent();
    if (!corrected) {
      events.add(Written.duplicate(seen.caseId(), known, seen.at()));
    }
    boolean stricterNow =
        before.isEmpty() || Priority.isStricter(seen.priority(), before.get().priority());
    boolean stricter = stricterNow && Priority.isStricter(seen.priority(), known.priority());
    if (!stricter && !owedEarlier(known, before, seen)) {
      return new Ruling(Optional.of(joined), events);
    }
    var countsFrom = before.isEmpty() ? seen.openedAt() : seen.at();
    events.add(
        Written.asStrictAs(
            new StricterDuplicate(seen.caseId(), countsFrom),
            String.valueOf(seen.priority()),
            known.caseId(),
            String.valueOf(seen.sequence()),
            seen.at()));
    return new Ruling(Optional.of(stricter ? joined.as(seen.priority()) : joined), events);
  }

  /** It came later, but was opened before: what it was promised may be due before the first's. */
  private static boolean owedEarlier(First known, Optional<Duplicate> before, Sighting seen) {
    return before.isEmpty()
        && seen.priority() != null
        && seen.openedAt().isBefore(known.openedAt());
  }

  private static Ruling ofTheFirst(First known, Sighting seen) {
    if (seen.stand() == Stand.IN_WORK) {
      return ruling(Optional.of(known.inWork(seen.priority())));
    }
    var waiting = known.waiting();
    if (!waiting.isEmpty() && seen.outcome() == null) {
      return succeeded(known, waiting, seen);
    }
    var resolved = waiting.stream().map(each -> Written.resolvedWith(each.caseId(), seen)).toList();
    return new Ruling(
        seen.stand() == Stand.GONE ? Optional.empty() : Optional.of(known.ended()), resolved);
  }

  /** Nobody solved it: the oldest duplicate goes on for all of them, as strict as the strictest. */
  private static Ruling succeeded(First known, List<Duplicate> waiting, Sighting seen) {
    var at = seen.at();
    var heir = waiting.getFirst();
    var others = waiting.subList(1, waiting.size());
    var stricter =
        others.stream()
            .filter(each -> Priority.isStricter(each.priority(), heir.priority()))
            .min(Comparator.comparing(each -> String.valueOf(each.priority())));
    var next =
        new First(heir.caseId(), heir.openedAt(), false, others, stricter.orElse(heir).priority());
    var events = new ArrayList<ReportedEvent>();
    events.add(Written.leftBy(heir.caseId(), known, at));
    stricter.ifPresent(
        each ->
            events.add(
                Written.asStrictAs(
                    new StricterDuplicate(each.caseId(), at),
                    String.valueOf(each.priority()),
                    heir.caseId(),
                    known.caseId() + "-" + seen.sequence(),
                    at)));
    others.forEach(other -> events.add(Written.duplicate(other.caseId(), next, at)));
    return new Ruling(Optional.of(next), events);
  }

  private static Ruling ruling(Optional<First> first) {
    return new Ruling(first, List.of());
  }

  private static Duration apart(First first, Sighting seen) {
    return Duration.between(first.openedAt(), seen.openedAt()).abs();
  }
}
