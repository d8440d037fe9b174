package io.belay.escalation.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.Incident.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What an incident and its members are told. */
class IncidentRoomTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WAIT = Duration.ofMinutes(15);
  private static final int AT_MOST = 2;

  private final TreeSet<String> rows = new TreeSet<>();
  private Optional<Incident> incident = Optional.empty();
  private Instant now = NOON;
  private long sequence;

  @Test
  void membersAreCountedOnce() {
    inWork("front-line");
    joins("C-1");
    joins("C-1");
    joins("C-2");
    hears(new IncidentNews.Left("C-2"));
    hears(new IncidentNews.Left("C-2"));

    assertThat(incident.orElseThrow().members()).isEqualTo(1);
    assertThat(rows).containsExactly("C-1");
  }

  @Test
  void aClimbIsToldToEveryMemberABoundedNumberATick() {
    inWork("front-line");
    joinsAll(5);

    climbs("senior");

    assertThat(tick()).extracting(ReportedEvent::caseId).containsExactly("C-0", "C-1");
    assertThat(tick()).extracting(ReportedEvent::caseId).containsExactly("C-2", "C-3");
    assertThat(tick())
        .extracting(ReportedEvent::event)
        .containsExactly(new CaseEvent.IncidentEscalated("I-1", "senior"));
    assertThat(tick()).isEmpty();
    assertThat(incident.orElseThrow().members()).isEqualTo(5);
  }

  @Test
  void aLaterClimbReplacesTheEarlierRound() {
    inWork("front-line");
    joinsAll(3);
    climbs("senior");
    tick();

    climbs("specialist");

    var told = new ArrayList<>(tick());
    told.addAll(tick());
    assertThat(told)
        .hasSize(3)
        .extracting(ReportedEvent::event)
        .containsOnly(new CaseEvent.IncidentEscalated("I-1", "specialist"));
    assertThat(told).extracting(ReportedEvent::eventId).containsOnly("incident-escalated-3-I-1");
  }

  @Test
  void theEndReleasesEveryMemberAndForgetsIt() {
    inWork("front-line");
    joinsAll(3);

    ends("resolved");

    assertThat(tick())
        .extracting(ReportedEvent::event)
        .containsOnly(new CaseEvent.IncidentReleased("I-1", "resolved"));
    assertThat(tick()).extracting(ReportedEvent::caseId).containsExactly("C-2");
    assertThat(rows).isEmpty();
    assertThat(incident.orElseThrow().members()).isZero();
    ends("closed");
    assertThat(tick()).isEmpty();
  }

  @Test
  void aCaseLinkedAfterTheEndIsReleasedAtOnceAndAgainIfLinkedAgain() {
    inWork("front-line");
    ends("closed");

    var released = joins("C-1");
    var again = joins("C-1");

    assertThat(released)
        .extracting(ReportedEvent::event)
        .containsExactly(new CaseEvent.IncidentReleased("I-1", "over"));
    assertThat(again.getFirst().eventId()).isNotEqualTo(released.getFirst().eventId());
    assertThat(rows).isEmpty();
  }

  @Test
  void aReopenedIncidentKeepsTheMembersThatWereNotReleasedYet() {
    inWork("front-line");
    joinsAll(3);
    ends("resolved");
    tick();

    inWork("front-line");

    assertThat(tick()).isEmpty();
    assertThat(rows).containsExactly("C-2");
    assertThat(incident.orElseThrow().members()).isEqualTo(1);
  }

  @Test
  void theIncidentIsAskedOnceForEachTierItsMembersNeed() {
    inWork("front-line");
    joinsAll(3);

    assertThat(needs("senior"))
        .extracting(ReportedEvent::caseId, ReportedEvent::event)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "I-1", new CaseEvent.EscalationRequested(false, "senior")));
    assertThat(needs("senior")).isEmpty();
    assertThat(needs("specialist")).hasSize(1);
    ends("resolved");
    assertThat(needs("complaints-office")).isEmpty();
  }

  @Test
  void whatMembersNeedBeforeTheIncidentIsOpenedIsAskedWhenItIs() {
    joins("C-1");
    assertThat(needs("senior")).isEmpty();

    assertThat(inWork("front-line"))
        .extracting(ReportedEvent::event)
        .containsExactly(new CaseEvent.EscalationRequested(false, "senior"));
  }

  @Test
  void anIncidentNobodyOpensReleasesItsMembersAfterTheLongestWait() {
    joins("C-1");

    now = NOON.plus(WAIT).minusMillis(1);
    assertThat(tick()).isEmpty();
    now = NOON.plus(WAIT);
    assertThat(tick())
        .extracting(ReportedEvent::event)
        .containsExactly(new CaseEvent.IncidentReleased("I-1", IncidentRoom.UNKNOWN));
    assertThat(incident).as("nothing is kept of it").isEmpty();
  }

  @Test
  void anIncidentThatIsOpenedInTimeKeepsItsMembers() {
    joins("C-1");
    inWork("front-line");

    now = NOON.plus(WAIT).plus(WAIT);
    assertThat(tick()).isEmpty();
    assertThat(rows).containsExactly("C-1");
  }

  @Test
  void aCaseLinkedToTheCaseThatStandsForAnIncidentBelongsToTheIncident() {
    assertThat(hears(new IncidentNews.Linked("C-1", now))).isEmpty();
    assertThat(incident).as("an ordinary case").isEmpty();
    inWork("front-line");

    assertThat(hears(new IncidentNews.Linked("C-1", now)))
        .extracting(ReportedEvent::caseId, ReportedEvent::event)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("C-1", new CaseEvent.Linked(null, "I-1")));
  }

  @Test
  void aForgottenIncidentLeavesNothing() {
    inWork("front-line");
    ends("closed");

    hears(new IncidentNews.Gone());

    assertThat(incident).isEmpty();
  }

  @Test
  void itsSizeDoesNotDependOnTheNumberOfItsMembers() {
    inWork("front-line");
    joinsAll(1);
    var withOne = incident.orElseThrow();
    joinsAll(1000);

    assertThat(incident).contains(withOne.with(1000L));
    assertThat(incident.orElseThrow().standing()).isEqualTo(Standing.IN_WORK);
  }

  private void joinsAll(int count) {
    for (int i = 0; i < count; i++) {
      joins("C-" + i);
    }
  }

  private List<ReportedEvent> joins(String caseId) {
    return hears(new IncidentNews.Joined(caseId, now, ++sequence));
  }

  private List<ReportedEvent> needs(String tier) {
    return hears(new IncidentNews.Needs(tier, now));
  }

  private List<ReportedEvent> inWork(String tier) {
    return hears(new IncidentNews.Stands(tier, null, false, now, ++sequence));
  }

  private void climbs(String tier) {
    long next = incident.orElseThrow().sequence() + 1;
    assertThat(hears(new IncidentNews.Stands(tier, null, true, now, next))).isEmpty();
  }

  private void ends(String cause) {
    assertThat(hears(new IncidentNews.Stands("senior", cause, false, now, ++sequence))).isEmpty();
  }

  private List<ReportedEvent> hears(IncidentNews news) {
    String caseId =
        switch (news) {
          case IncidentNews.Joined joined -> joined.caseId();
          case IncidentNews.Left left -> left.caseId();
          default -> "";
        };
    var ruling = IncidentRoom.decide(incident, "I-1", news, rows.contains(caseId), now);
    incident = ruling.incident();
    switch (ruling.row()) {
      case ADDED -> rows.add(caseId);
      case REMOVED -> rows.remove(caseId);
      case UNCHANGED -> {}
    }
    return ruling.events();
  }

  /** A turn, as the processor takes it when the room is due. */
  private List<ReportedEvent> tick() {
    var due = incident.flatMap(i -> IncidentRoom.wakeUpAt(i, WAIT, now));
    if (due.filter(at -> !at.isAfter(now)).isEmpty()) {
      return List.of();
    }
    var looked = IncidentRoom.lookAgain(incident.orElseThrow(), WAIT, now);
    var round = looked.round();
    var after = round == null || round.after() == null ? "" : round.after();
    var next = rows.tailSet(after, false).stream().limit(AT_MOST).toList();
    var turn = IncidentRoom.tell(looked, "I-1", next, next.size() < AT_MOST);
    incident = turn.incident();
    if (turn.rowsRemoved()) {
      next.forEach(rows::remove);
    }
    return turn.events();
  }
}
