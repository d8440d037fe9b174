package io.belay.escalation.domain.incident;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.Incident.Round;
import io.belay.escalation.domain.incident.Incident.Round.Kind;
import io.belay.escalation.domain.incident.Incident.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an incident and its members are told. Pure.
 *
 * <pre>
 *                  unknown                     in work                     over
 * Joined           member; wait for it         member                      release it
 * Linked           -                           link it to the incident     link it to the incident
 * Left             forget the member, in every standing
 * Needs a tier     ask once it is opened       ask the incident to climb   -
 * Stands in work   in work; ask what is due    climbed: tell the members   in work again; a release stops
 * Stands, its end  over; release the members   over; release the members   -
 * Gone             -                           unknown                     unknown
 * a wait too long  release the members         -                           -
 * </pre>
 *
 * What is told to members goes out in rounds, a bounded number a tick; a later round replaces an
 * earlier one. Ids of events are made of what they tell, so that a case takes each once.
 */
public final class IncidentRoom {
  /** Cause of a release where nobody opened the incident. */
  public static final String UNKNOWN = "unknown";

  private IncidentRoom() {}

  /** What becomes of the row of the case that the news is about. */
  public enum Row {
    UNCHANGED,
    ADDED,
    REMOVED
  }

  /**
   * What comes of news.
   *
   * @param incident empty: nothing is kept
   */
  public record Ruling(Optional<Incident> incident, Row row, List<ReportedEvent> events) {}

  /**
   * What comes of these members' turn.
   *
   * @param rowsRemoved whether the rows of those told are to be removed
   */
  public record Turn(
      Optional<Incident> incident, boolean rowsRemoved, List<ReportedEvent> events) {}

  /**
   * Decides news.
   *
   * @param known whether the case the news is about has a row
   * @param now wall time, from which an incident nobody opened is waited for
   */
  public static Ruling decide(
      Optional<Incident> before, String incidentId, IncidentNews news, boolean known, Instant now) {
    var incident = before.orElseGet(() -> Incident.unknown(now));
    return switch (news) {
      case IncidentNews.Joined joined -> joined(incident, incidentId, joined, known);
      case IncidentNews.Linked linked -> linked(incident, incidentId, linked);
      case IncidentNews.Left left ->
          known
              ? ruling(incident.with(incident.members() - 1), Row.REMOVED, List.of())
              : ruling(incident, Row.UNCHANGED, List.of());
      case IncidentNews.Needs needs -> needs(incident, incidentId, needs);
      case IncidentNews.Stands stands -> stands(incident, incidentId, stands);
      case IncidentNews.Gone gone ->
          ruling(
              new Incident(
                  Standing.UNKNOWN,
                  null,
                  now,
                  incident.sequence(),
                  incident.members(),
                  Set.of(),
                  incident.round()),
              Row.UNCHANGED,
              List.of());
    };
  }

  private static Ruling joined(
      Incident incident, String incidentId, IncidentNews.Joined joined, boolean known) {
    if (incident.standing() == Standing.OVER) {
      var release =
          event(
              "incident-over-" + joined.sequence() + "-" + incidentId,
              joined.caseId(),
              joined.at(),
              new CaseEvent.IncidentReleased(incidentId, "over"));
      return ruling(incident, Row.UNCHANGED, List.of(release));
    }
    return known
        ? ruling(incident, Row.UNCHANGED, List.of())
        : ruling(incident.with(incident.members() + 1), Row.ADDED, List.of());
  }

  /** A case that was linked to this one belongs to the incident it stands for. */
  private static Ruling linked(Incident incident, String incidentId, IncidentNews.Linked linked) {
    if (incident.standing() == Standing.UNKNOWN) {
      return ruling(incident, Row.UNCHANGED, List.of());
    }
    var link =
        event(
            "stands-for-incident-" + incidentId,
            linked.caseId(),
            linked.at(),
            new CaseEvent.Linked(null, incidentId));
    return ruling(incident, Row.UNCHANGED, List.of(link));
  }

  private static Ruling needs(Incident incident, String incidentId, IncidentNews.Needs needs) {
    boolean asked =
        incident.asked().contains(needs.tier())
            || incident.asked().size() >= Incident.MAX_ASKED
            || incident.standing() == Standing.OVER;
    if (asked) {
      return ruling(incident, Row.UNCHANGED, List.of());
    }
    var next = new HashSet<>(incident.asked());
    next.add(needs.tier());
    var events =
        incident.standing() == Standing.IN_WORK
            ? List.of(ask(incident, incidentId, needs.tier(), needs.at()))
            : List.<ReportedEvent>of();
    return ruling(incident.asking(next), Row.UNCHANGED, events);
  }

  private static Ruling stands(Incident incident, String incidentId, IncidentNews.Stands stands) {
    boolean over = stands.cause() != null;
    boolean wasInWork = incident.standing() == Standing.IN_WORK;
    var asked = incident.standing() == Standing.OVER && !over ? Set.<String>of() : incident.asked();
    var next =
        new Incident(
            over ? Standing.OVER : Standing.IN_WORK,
            stands.tier(),
            stands.at(),
            stands.sequence(),
            incident.members(),
            asked,
            roundAfter(incident, stands));
    var events = new ArrayList<ReportedEvent>();
    if (!over && !wasInWork) {
      asked.forEach(tier -> events.add(ask(next, incidentId, tier, stands.at())));
    }
    return ruling(next, Row.UNCHANGED, events);
  }

  private static @Nullable Round roundAfter(Incident incident, IncidentNews.Stands stands) {
    if (incident.members() == 0) {
      return null;
    }
    var cause = stands.cause();
    if (cause != null) {
      return incident.standing() == Standing.OVER
          ? incident.round()
          : new Round(Kind.RELEASED, cause, stands.at(), stands.sequence(), null);
    }
    if (stands.climbed()) {
      return new Round(Kind.ESCALATED, stands.tier(), stands.at(), stands.sequence(), null);
    }
    return incident.standing() == Standing.IN_WORK ? incident.round() : null;
  }

  /** When the room has to look again by itself; empty: when something arrives. */
  public static Optional<Instant> wakeUpAt(Incident incident, Duration longestWait, Instant now) {
    if (incident.round() != null) {
      return Optional.of(now);
    }
    return incident.standing() == Standing.UNKNOWN
        ? Optional.of(incident.since().plus(longestWait))
        : Optional.empty();
  }

  /** Nobody opened the incident in time: its members are released. */
  public static Incident lookAgain(Incident incident, Duration longestWait, Instant now) {
    boolean waitedTooLong =
        incident.standing() == Standing.UNKNOWN
            && incident.round() == null
            && !now.isBefore(incident.since().plus(longestWait));
    return waitedTooLong
        ? incident.with(new Round(Kind.RELEASED, UNKNOWN, now, now.toEpochMilli(), null))
        : incident;
  }

  /**
   * The next members' turn in the round.
   *
   * @param caseIds of the next members in order
   * @param last no member comes after these
   */
  public static Turn tell(
      Incident incident, String incidentId, List<String> caseIds, boolean last) {
    var round = incident.round();
    if (round == null) {
      return new Turn(Optional.of(incident), false, List.of());
    }
    var events = caseIds.stream().map(caseId -> told(round, incidentId, caseId)).toList();
    boolean released = round.kind() == Kind.RELEASED;
    var next = last || caseIds.isEmpty() ? null : round.told(caseIds.getLast());
    var after = incident.with(next).with(incident.members() - (released ? caseIds.size() : 0));
    return new Turn(kept(after), released, events);
  }

  private static ReportedEvent told(Round round, String incidentId, String caseId) {
    return switch (round.kind()) {
      case ESCALATED ->
          event(
              "incident-escalated-" + round.number() + "-" + incidentId,
              caseId,
              round.at(),
              new CaseEvent.IncidentEscalated(incidentId, round.detail()));
      case RELEASED ->
          event(
              "incident-released-" + round.number() + "-" + incidentId,
              caseId,
              round.at(),
              new CaseEvent.IncidentReleased(incidentId, round.detail()));
    };
  }

  private static ReportedEvent ask(Incident incident, String incidentId, String tier, Instant at) {
    return event(
        "members-need-" + incident.sequence() + "-" + tier,
        incidentId,
        at,
        new CaseEvent.EscalationRequested(false, tier));
  }

  private static ReportedEvent event(String eventId, String caseId, Instant at, CaseEvent event) {
    return new ReportedEvent(eventId, caseId, null, at, Actor.of(Actor.Kind.SYSTEM), event);
  }

  private static Ruling ruling(Incident incident, Row row, List<ReportedEvent> events) {
    return new Ruling(kept(incident), row, events);
  }

  private static Optional<Incident> kept(Incident incident) {
    return Optional.of(incident).filter(each -> !each.canBeForgotten());
  }
}
