package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.CaseEvent.Linked;
import io.belay.escalation.domain.event.CaseEvent.StricterDuplicate;
import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Instant;

/**
 * What the room of a matter writes to a case. Each id is made of what the event says, so that a
 * case takes the same news once.
 */
public final class Written {
  private static final String RESOLVED_WITH = "resolved-with-";

  private Written() {}

  /** Whether a room resolved the case because its first was resolved. */
  public static boolean isResolvedWithAnother(ReportedEvent reported) {
    return reported.event() instanceof CaseEvent.Resolved
        && reported.eventId().startsWith(RESOLVED_WITH);
  }

  /** The case is a duplicate of the first. */
  static ReportedEvent duplicate(String caseId, First first, Instant at) {
    return link(caseId, first.caseId(), Linked.DUPLICATE, at);
  }

  /** The case is about the same as one that is over. */
  static ReportedEvent repeat(String caseId, First over, Instant at) {
    return link(caseId, over.caseId(), Linked.REPEAT, at);
  }

  private static ReportedEvent link(String caseId, String to, String relation, Instant at) {
    return event("same-matter-as-" + to, caseId, at, new Linked(to, null, relation));
  }

  /** Nobody solves it with the first any more, and the case goes on. */
  static ReportedEvent leftBy(String caseId, First first, Instant at) {
    return event(
        "left-by-" + first.caseId(), caseId, at, new Linked(first.caseId(), null, Linked.REPEAT));
  }

  /** What was resolved for the first is for the case, too. */
  static ReportedEvent resolvedWith(String caseId, Sighting first) {
    return event(
        RESOLVED_WITH + first.caseId() + "-" + first.sequence(),
        caseId,
        first.at(),
        new CaseEvent.Resolved(String.valueOf(first.outcome())));
  }

  /**
   * The case takes over the priority of its duplicate.
   *
   * @param step what let the duplicate be the stricter one: a step of its own, or of a first that
   *     ended
   */
  static ReportedEvent asStrictAs(
      StricterDuplicate duplicate, String priority, String caseId, String step, Instant at) {
    return event(
        "as-strict-as-" + duplicate.caseId() + "-" + step,
        caseId,
        at,
        new CaseEvent.Reclassified(null, priority, null, null, duplicate));
  }

  private static ReportedEvent event(String eventId, String caseId, Instant at, CaseEvent event) {
    return new ReportedEvent(eventId, caseId, null, at, Actor.of(Actor.Kind.SYSTEM), event);
  }
}
