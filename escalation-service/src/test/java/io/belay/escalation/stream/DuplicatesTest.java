package io.belay.escalation.stream;

import static io.belay.escalation.stream.Bank.NOON;
import static io.belay.escalation.stream.Expected.breached;
import static io.belay.escalation.stream.Expected.linked;
import static io.belay.escalation.stream.Expected.promoted;
import static io.belay.escalation.stream.Expected.warned;
import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.CaseEvent.Linked;
import io.belay.escalation.domain.lifecycle.Links.LinkedCase;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.progress.Step;
import io.belay.events.AgentReplied;
import io.belay.events.Closed;
import io.belay.events.Noted;
import io.belay.events.Reclassified;
import io.belay.events.Resolved;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of one customer, category and transaction reference, from the opening to the link. */
class DuplicatesTest {
  @TempDir Path dir;

  private Bank bank;

  @BeforeEach
  void open() {
    bank = new Bank(dir);
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  void theSecondCaseOfAMatterIsLinkedAndDoesNotClimbByItself() {
    bank.opens(aCase("C-1").category("withdrawal-delayed").about("W-1"));
    bank.opens(aCase("C-2").category("withdrawal-delayed").about("W-1"));

    bank.waits(ofMinutes(31));

    bank.expects(
            linked("C-2", "C-1"),
            warned("C-1", "first-response"),
            breached("C-1", "first-response"),
            promoted("C-1", "front-line", "senior"))
        .andNothingElse();
    assertThat(bank.stored("C-2").orElseThrow().links().cases())
        .containsExactly(new LinkedCase("C-1", Linked.DUPLICATE));
    assertThat(bank.stored("C-1").orElseThrow().links().cases()).isEmpty();
  }

  @Test
  void anotherReferenceCategoryOrNoneIsAnotherMatter() {
    bank.opens(aCase("C-1").category("withdrawal-delayed").about("W-1"));
    bank.opens(aCase("C-2").category("withdrawal-delayed").about("W-2"));
    bank.opens(aCase("C-3").category("other").about("W-1"));
    bank.opens(aCase("C-4").category("withdrawal-delayed"));

    bank.expects().andNothingElse();
  }

  @Test
  void theSameOpeningAgainIsNoDuplicateOfItself() {
    var opening = bank.record("e-1", "C-1", aCase("C-1").about("W-1").opening(), NOON);

    bank.sends("C-1", opening);
    bank.sends("C-1", opening);

    assertThat(bank.observed.reported).isEmpty();
  }

  @Test
  void aCaseAfterTheWindowIsANewMatter() {
    bank.opens(aCase("C-1").about("W-1"));
    bank.jumps(ofDays(3));
    bank.opens(aCase("C-2").about("W-1"));
    bank.jumps(ofMinutes(1));
    bank.reports("C-1", new Resolved("PAID_OUT"));
    bank.opens(aCase("C-3").about("W-1"));
    bank.opens(aCase("C-4").about("W-1"));

    assertThat(bank.observed.reported)
        .extracting(event -> event.caseId(), event -> event.event())
        .containsExactly(
            tuple("C-2", new Linked("C-1", null, Linked.DUPLICATE)),
            tuple("C-2", new CaseEvent.Resolved("PAID_OUT")),
            tuple("C-4", new Linked("C-3", null, Linked.DUPLICATE)));
  }

  @Test
  void aCaseAfterTheFirstWasResolvedIsARepeatWithClocksOfItsOwn() {
    bank.opens(aCase("C-1").about("W-1"));
    bank.reports("C-1", new Resolved("PAID_OUT"));
    bank.opens(aCase("C-2").about("W-1"));

    assertThat(bank.stored("C-2").orElseThrow().links().cases())
        .containsExactly(new LinkedCase("C-1", Linked.REPEAT));
    assertThat(bank.stored("C-2").orElseThrow().openClocks()).isNotEmpty();
  }

  @Test
  void aDuplicateIsResolvedWithItsFirstAndItsCustomerIsTold() {
    bank.opens(aCase("C-1").about("W-1"));
    bank.opens(aCase("C-2").about("W-1"));
    bank.opens(aCase("C-3").about("W-1"));

    bank.reports("C-1", new Resolved("PAID_OUT"));

    for (var id : List.of("C-2", "C-3")) {
      assertThat(bank.stored(id).orElseThrow().status()).isInstanceOf(Status.Resolved.class);
    }
    bank.jumps(ofDays(3));
    assertThat(bank.steps()).noneMatch(step -> step.progress() instanceof Progress.ClockBreached);
  }

  @Test
  void theClocksOfADuplicateGoOnWhenItsFirstIsClosedUnsolved() {
    bank.opens(aCase("C-1").category("withdrawal-delayed").about("W-1"));
    bank.opens(aCase("C-2").category("withdrawal-delayed").about("W-1"));
    bank.waits(ofMinutes(10));
    bank.reports("C-1", new Closed());
    bank.expects(linked("C-2", "C-1"), linked("C-2", "C-1"));
    bank.reports("C-1", new Noted());

    assertThat(bank.stored("C-2").orElseThrow().links().cases())
        .containsExactly(new LinkedCase("C-1", Linked.REPEAT));
    bank.waits(ofMinutes(31));
    bank.expects(
            warned("C-2", "first-response"),
            breached("C-2", "first-response"),
            promoted("C-2", "front-line", "senior"))
        .andNothingElse();
  }

  @Test
  void theClocksOfADuplicateGoOnWhenItIsAboutSomethingElse() {
    bank.opens(aCase("C-1").category("withdrawal-delayed").about("W-1"));
    bank.reports("C-1", new AgentReplied());
    bank.opens(aCase("C-2").category("withdrawal-delayed").about("W-1"));
    bank.waits(ofMinutes(10));
    bank.steps();
    bank.reports("C-2", new Reclassified("other", null, null, null, null, null));

    bank.waits(ofMinutes(31));

    bank.expects(
            linked("C-2", "C-1"),
            warned("C-2", "first-response"),
            breached("C-2", "first-response"),
            promoted("C-2", "front-line", "senior"))
        .andNothingElse();
  }

  /** Rows of matters are dropped after 31 days, unless somebody waits in them. */
  @Test
  void aDuplicateIsResolvedWithItsFirstAlsoAfterMonths() {
    try (var slow = Bank.inMemory(dir.resolve("months"), "packs/small.yaml")) {
      slow.opens(aCase("C-1").about("W-1"));
      slow.opens(aCase("C-2").about("W-1"));
      for (int week = 1; week <= 13; week++) {
        slow.jumps(ofDays(7));
        // what is heard of others lets the store forget
        slow.opens(aCase("N-" + week).about("N-" + week));
      }

      slow.reports("C-1", new Resolved("PAID_OUT"));

      assertThat(slow.stored("C-2").orElseThrow().status()).isInstanceOf(Status.Resolved.class);
    }
  }

  @Test
  void theFirstIsDueNoLaterThanItsStricterDuplicateWouldHaveBeen() {
    bank.opens(aCase("C-1").about("W-1"));
    bank.jumps(ofMinutes(15));
    bank.opens(aCase("C-2").about("W-1").priority("P1"));
    bank.jumps(ofMinutes(9));
    bank.expects(linked("C-2", "C-1"), warned("C-1", "first-response")).andNothingElse();

    bank.jumps(ofMinutes(1));

    bank.expects(breached("C-1", "first-response"), promoted("C-1", "front-line", "senior"))
        .andNothingElse();
    assertThat(bank.stored("C-1").orElseThrow().profile().priority()).isEqualTo("P1");
    assertThat(bank.remembered("C-1"))
        .extracting(Step::progress)
        .filteredOn(Progress.CaseReclassified.class::isInstance)
        .singleElement()
        .extracting(step -> ((Progress.CaseReclassified) step).duplicate())
        .isEqualTo("C-2");
    assertThat(bank.observed.reported)
        .extracting(event -> event.caseId(), event -> event.event())
        .as("what the first hears of itself lets nobody write again")
        .containsExactly(
            tuple("C-2", new Linked("C-1", null, Linked.DUPLICATE)),
            tuple(
                "C-1",
                new CaseEvent.Reclassified(
                    null,
                    "P1",
                    null,
                    null,
                    new CaseEvent.StricterDuplicate("C-2", NOON.plus(ofMinutes(15))))));
  }

  @Test
  void whatPeopleCorrectAfterwardsStaysUntilADuplicateGetsStricter() {
    bank.opens(aCase("C-1").about("W-1"));
    bank.opens(aCase("C-2").about("W-1").priority("P2"));
    bank.reports("C-1", new Reclassified(null, "P4", null, null, null, null));
    bank.reports("C-2", new Reclassified(null, "P3", null, null, null, null));
    assertThat(bank.stored("C-1").orElseThrow().profile().priority()).isEqualTo("P4");

    bank.reports("C-2", new Reclassified(null, "P1", null, null, null, null));

    assertThat(bank.stored("C-1").orElseThrow().profile().priority()).isEqualTo("P1");
    assertThat(bank.observed.reported).hasSize(3);
  }

  @Test
  void aDuplicateThatIsNoStricterTellsItsFirstNothing() {
    bank.opens(aCase("C-1").about("W-1").priority("P2"));
    bank.opens(aCase("C-2").about("W-1").priority("P2"));
    bank.opens(aCase("C-3").about("W-1").priority("P4"));

    assertThat(bank.observed.reported)
        .extracting(event -> event.caseId())
        .containsExactly("C-2", "C-3");
  }

  @Test
  void aCorrectedCategoryBringsACaseIntoAnotherMatter() {
    bank.opens(aCase("C-1").category("withdrawal-delayed").about("W-1"));
    bank.opens(aCase("C-2").category("other").about("W-1"));
    assertThat(bank.observed.reported).isEmpty();

    bank.reports("C-2", new Reclassified("withdrawal-delayed", null, null, null, null, null));

    bank.expects(linked("C-2", "C-1"));
  }
}
