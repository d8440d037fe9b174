package io.belay.escalation.domain.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belay.escalation.domain.duplicate.Sighting.Stand;
import io.belay.escalation.domain.event.CaseEvent.Linked;
import io.belay.escalation.domain.event.CaseEvent.Reclassified;
import io.belay.escalation.domain.event.CaseEvent.Resolved;
import io.belay.escalation.domain.event.CaseEvent.StricterDuplicate;
import io.belay.escalation.domain.event.ReportedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which case of a matter is the first, and which are linked to it. */
class DuplicateRoomTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WINDOW = Duration.ofDays(3);

  private Optional<First> first = Optional.empty();

  @Test
  void theSecondCaseIsLinkedToTheFirst() {
    assertThat(sees("C-1", NOON, Stand.IN_WORK)).isEmpty();

    var link = sees("C-2", NOON.plusSeconds(60), Stand.IN_WORK);

    assertThat(link)
        .get()
        .extracting(ReportedEvent::caseId, ReportedEvent::eventId, ReportedEvent::event)
        .containsExactly("C-2", "same-matter-as-C-1", new Linked("C-1", null, Linked.DUPLICATE));
    assertThat(first).map(First::caseId).contains("C-1");
  }

  @Test
  void theWindowCountsFromTheFirstAndBothItsEndsBelongToIt() {
    sees("C-1", NOON, Stand.IN_WORK);

    assertThat(sees("C-2", NOON.plus(WINDOW), Stand.IN_WORK)).isPresent();
    assertThat(sees("C-0", NOON.minus(WINDOW), Stand.IN_WORK)).isPresent();
    assertThat(sees("C-9", NOON.minus(WINDOW).minusMillis(1), Stand.IN_WORK)).isEmpty();
    assertThat(first).map(First::caseId).contains("C-1");
    sees("C-2", NOON.plus(WINDOW), Stand.OVER);
    sees("C-0", NOON.minus(WINDOW), Stand.OVER);
    assertThat(sees("C-3", NOON.plus(WINDOW).plusMillis(1), Stand.IN_WORK)).isEmpty();
    assertThat(first).map(First::caseId).contains("C-3");
  }

  @Test
  void aCaseAfterTheFirstIsOverIsARepeatAndTheFirstFromThenOn() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-1", NOON, Stand.OVER);

    assertThat(sees("C-2", NOON.plusSeconds(60), Stand.IN_WORK))
        .map(ReportedEvent::event)
        .contains(new Linked("C-1", null, Linked.REPEAT));
    assertThat(sees("C-3", NOON.plusSeconds(90), Stand.IN_WORK))
        .map(ReportedEvent::event)
        .contains(new Linked("C-2", null, Linked.DUPLICATE));
  }

  @Test
  void aReopenedFirstIsInWorkAgain() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-1", NOON, Stand.OVER);
    sees("C-1", NOON, Stand.IN_WORK);

    assertThat(sees("C-2", NOON.plusSeconds(60), Stand.IN_WORK))
        .map(ReportedEvent::event)
        .contains(new Linked("C-1", null, Linked.DUPLICATE));
  }

  @Test
  void theEndOfADuplicateIsNewsForNobody() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);

    assertThat(sees("C-2", NOON, Stand.OVER)).isEmpty();
    assertThat(sees("C-2", NOON, Stand.GONE)).isEmpty();
    assertThat(first).map(First::caseId).contains("C-1");
  }

  @Test
  void aFirstThatIsAboutSomethingElseNowMakesRoom() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-1", NOON, Stand.GONE);

    assertThat(first).isEmpty();
    assertThat(sees("C-2", NOON, Stand.IN_WORK)).isEmpty();
  }

  @Test
  void aCaseSeenAgainIsLinkedByTheSameEvent() {
    sees("C-1", NOON, Stand.IN_WORK);
    var link = sees("C-2", NOON, Stand.IN_WORK);

    assertThat(sees("C-2", NOON, Stand.IN_WORK)).isEqualTo(link);
  }

  @Test
  void mattersHaveTheSameKeyOnlyIfTheyAreTheSame() {
    assertThat(new Matter("K-1", "refund", "W-1").key())
        .isEqualTo(new Matter("K-1", "refund", "W-1").key())
        .isNotEqualTo(new Matter("K-2", "refund", "W-1").key())
        .isNotEqualTo(new Matter("K-1", "dispute", "W-1").key())
        .isNotEqualTo(new Matter("K-1", "refund", "W-2").key());
    assertThat(new Matter("K/a", "b", "c").key()).isNotEqualTo(new Matter("K", "a/b", "c").key());
  }

  @Test
  void whatWasResolvedIsResolvedForItsDuplicatesOnce() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);
    sees("C-3", NOON, Stand.IN_WORK);
    sees("C-3", NOON, Stand.OVER);

    var events = seesEnd("C-1", "REFUNDED", 9);

    assertThat(events)
        .singleElement()
        .extracting(ReportedEvent::caseId, ReportedEvent::eventId, ReportedEvent::event)
        .containsExactly("C-2", "resolved-with-C-1-9", new Resolved("REFUNDED"));
    assertThat(seesEnd("C-1", "REFUNDED", 12)).isEmpty();
  }

  @Test
  void theOldestDuplicateGoesOnForAllWhenTheFirstEndsUnsolved() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);
    sees("C-3", NOON, Stand.IN_WORK);

    assertThat(seesEnd("C-1", null, 9))
        .extracting(ReportedEvent::caseId, ReportedEvent::eventId, ReportedEvent::event)
        .containsExactly(
            tuple("C-2", "left-by-C-1", new Linked("C-1", null, Linked.REPEAT)),
            tuple("C-3", "same-matter-as-C-2", new Linked("C-2", null, Linked.DUPLICATE)));
    assertThat(first).map(First::caseId).contains("C-2");
    assertThat(seesEnd("C-2", "REFUNDED", 5))
        .extracting(ReportedEvent::caseId)
        .containsExactly("C-3");
  }

  @Test
  void aFirstThatIsAboutSomethingElseLeavesItsMatterToItsDuplicate() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);

    assertThat(sees("C-1", NOON, Stand.GONE))
        .map(ReportedEvent::event)
        .contains(new Linked("C-1", null, Linked.REPEAT));
    assertThat(first).map(First::caseId).contains("C-2");
  }

  @Test
  void aDuplicateThatIsAboutSomethingElseGoesOnByItself() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);

    assertThat(sees("C-2", NOON, Stand.GONE))
        .get()
        .extracting(ReportedEvent::caseId, ReportedEvent::eventId, ReportedEvent::event)
        .containsExactly("C-2", "left-by-C-1", new Linked("C-1", null, Linked.REPEAT));
    assertThat(first).map(First::caseId).contains("C-1");
    assertThat(sees("C-2", NOON, Stand.GONE)).as("it does not wait any more").isEmpty();
    assertThat(seesEnd("C-1", "REFUNDED", 9)).isEmpty();
  }

  @Test
  void aDuplicateThatWasReopenedGoesItsOwnWay() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.OVER);

    assertThat(sees("C-2", NOON, Stand.IN_WORK)).isEmpty();
    assertThat(seesEnd("C-1", "REFUNDED", 9)).isEmpty();
  }

  @Test
  void aFirstForWhichADuplicateWaitsIsNotReplaced() {
    sees("C-1", NOON, Stand.IN_WORK);
    sees("C-2", NOON, Stand.IN_WORK);
    assertThat(sees("C-3", NOON.plus(WINDOW).plusMillis(1), Stand.IN_WORK)).isEmpty();

    assertThat(seesEnd("C-1", "REFUNDED", 9))
        .extracting(ReportedEvent::caseId)
        .containsExactly("C-2");
  }

  @Test
  void noMoreThanTwentyWaitForOneFirst() {
    sees("C-1", NOON, Stand.IN_WORK);
    for (int i = 0; i < First.MOST_DUPLICATES; i++) {
      assertThat(sees("D-" + i, NOON, Stand.IN_WORK)).isPresent();
    }

    assertThat(sees("E-1", NOON, Stand.IN_WORK)).isEmpty();
    assertThat(sees("D-3", NOON, Stand.IN_WORK)).isPresent();
    assertThat(seesEnd("C-1", "REFUNDED", 9)).hasSize(First.MOST_DUPLICATES);
  }

  @Test
  void aStricterDuplicateRaisesItsFirstFromItsOwnOpening() {
    seesAs("P3", "C-1", 1);

    assertThat(seesAs("P1", "C-2", 4))
        .extracting(ReportedEvent::caseId, ReportedEvent::eventId, ReportedEvent::event)
        .containsExactly(
            tuple("C-2", "same-matter-as-C-1", new Linked("C-1", null, Linked.DUPLICATE)),
            tuple("C-1", "as-strict-as-C-2-4", raisedTo("P1", "C-2", NOON)));
    assertThat(first).map(First::priority).contains("P1");
    assertThat(seesAs("P2", "C-3", 4)).hasSize(1);
    assertThat(seesAs("P1", "C-4", 4)).hasSize(1);
  }

  @Test
  void whatIsHeardOfTheFirstLetsNobodyWriteAgain() {
    seesAs("P3", "C-1", 1);
    seesAs("P1", "C-2", 4);

    assertThat(seesAs("P1", "C-1", 9)).isEmpty();
    assertThat(seesAs("P4", "C-1", 12)).as("a correction by people stays").isEmpty();
    assertThat(first).map(First::priority).contains("P4");
    assertThat(seesAs("P3", "C-3", 4)).as("but the next duplicate is heard").hasSize(2);
  }

  @Test
  void aDuplicateThatGetsStricterRaisesItsFirstFromThenOn() {
    seesAs("P3", "C-1", 1);
    seesAs("P3", "C-2", 4);

    assertThat(seesAs("P2", "C-2", 7))
        .extracting(ReportedEvent::eventId, ReportedEvent::event)
        .containsExactly(tuple("as-strict-as-C-2-7", raisedTo("P2", "C-2", NOON.plusSeconds(7))));
    assertThat(seesAs("P4", "C-2", 9)).isEmpty();
    seesAs("P4", "C-1", 5);
    assertThat(seesAs("P3", "C-2", 11)).hasSize(1);
  }

  @Test
  void aFirstOfAnEarlierReleaseIsToldForItMayBeLess() {
    first = Optional.of(new First("C-1", NOON, false, null));

    assertThat(seesAs("P4", "C-2", 4))
        .extracting(ReportedEvent::caseId)
        .containsExactly("C-2", "C-1");
  }

  /** It was reported late: what it was promised is due before what the first was. */
  @Test
  void aDuplicateThatWasOpenedBeforeItsFirstTellsItAlsoWhereItIsNoStricter() {
    seesAs("P2", "C-1", 1);
    var older = NOON.minusSeconds(3600);
    var written = decided(new Sighting("C-2", older, WINDOW, Stand.IN_WORK, older, null, 4, "P3"));

    assertThat(written)
        .extracting(ReportedEvent::caseId, ReportedEvent::event)
        .containsExactly(
            tuple("C-2", new Linked("C-1", null, Linked.DUPLICATE)),
            tuple("C-1", raisedTo("P3", "C-2", older)));
    assertThat(first).map(First::priority).as("it is as strict as it was").contains("P2");
  }

  @Test
  void noFirstIsRaisedByACaseThatKeepsItsOwnClocksOrForWhichItIsOver() {
    seesAs("P3", "C-1", 1);
    assertThat(sees("C-2", NOON, Stand.IN_WORK)).isPresent();
    assertThat(first).map(First::priority).contains("P3");
    seesEnd("C-1", "REFUNDED", 9);

    assertThat(seesAs("P1", "C-3", 4)).extracting(ReportedEvent::caseId).containsExactly("C-3");
  }

  @Test
  void theDuplicateThatGoesOnForAllIsAsStrictAsTheStrictest() {
    seesAs("P1", "C-1", 1);
    seesAs("P3", "C-2", 4);
    seesAs("P2", "C-3", 4);
    seesAs("P4", "C-4", 4);

    assertThat(seesEnd("C-1", null, 9))
        .extracting(ReportedEvent::caseId, ReportedEvent::eventId)
        .containsExactly(
            tuple("C-2", "left-by-C-1"),
            tuple("C-2", "as-strict-as-C-3-C-1-9"),
            tuple("C-3", "same-matter-as-C-2"),
            tuple("C-4", "same-matter-as-C-2"));
    assertThat(first).map(First::priority).contains("P2");
  }

  private Optional<ReportedEvent> sees(String caseId, Instant openedAt, Stand stand) {
    return decided(new Sighting(caseId, openedAt, WINDOW, stand, openedAt, null, 0, null)).stream()
        .findFirst();
  }

  private List<ReportedEvent> seesEnd(String caseId, @Nullable String outcome, long sequence) {
    return decided(new Sighting(caseId, NOON, WINDOW, Stand.OVER, NOON, outcome, sequence, null));
  }

  private List<ReportedEvent> seesAs(String priority, String caseId, long sequence) {
    return decided(
        new Sighting(
            caseId,
            NOON,
            WINDOW,
            Stand.IN_WORK,
            NOON.plusSeconds(sequence),
            null,
            sequence,
            priority));
  }

  private static Reclassified raisedTo(String priority, String duplicate, Instant countsFrom) {
    return new Reclassified(
        null, priority, null, null, new StricterDuplicate(duplicate, countsFrom));
  }

  private List<ReportedEvent> decided(Sighting seen) {
    var ruling = DuplicateRoom.decide(first, seen);
    first = ruling.first();
    return ruling.events();
  }
}
