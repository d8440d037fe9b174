package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.calendar.Stretch;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.ledger.Ledger;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Notice.Named;
import io.belay.escalation.domain.policy.Notice.On;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What happened before the bank had a case of it. Opened on Friday 20 November 2026 at 09:00 in
 * UTC; the transfer failed three days before, and had to be reversed by the end of the next day.
 */
class BeforeTheOpeningTest {
  private static final double DAY = 24 * 60;
  private static final double FAILED_AT = -3 * DAY;
  private static final Instant REVERSAL_DUE = Instant.parse("2026-11-18T23:59:59.999Z");
  private static final String REVERSAL = "reversal";
  private static final String REFUND = "refund";

  private static final ClockRule REVERSE =
      rule(REVERSAL, Set.of(), "REVERSED", new After.Milestone("FAILED"), true);
  private static final ClockRule EACH_DAY =
      rule("each-day", Set.of(), "REVERSED", new After.Breach(REVERSAL), false).owedAgainAndAgain();
  private static final ClockRule REFUND_OF_STOLEN =
      rule(REFUND, Set.of("stolen"), "REFUNDED", null, true);

  private static ClockRule rule(
      String name, Set<String> onlyFor, String milestone, @Nullable After after, boolean promotes) {
    var clock =
        new StatutoryClock(
            new Term.CalendarDays(1),
            ZoneOffset.UTC,
            BusinessDays.mondayToFriday(Set.of(), Set.of()),
            Options.STRICT);
    return ClockRule.statutory(
        name,
        onlyFor,
        Set.of("milestone:" + milestone),
        new Effects(List.of(), promotes, false, false),
        new Statute("Act, section 1", clock, after, InForce.ALWAYS, List.of()));
  }

  private static CaseStory opened(String category) {
    var told = new Notice("notice-credit", new On.Milestone("FAILED"), REVERSAL, Named.DUE, FIELDS);
    var refunded =
        new Notice("notice-decision", new On.Milestone("REFUNDED"), REFUND, Named.DUE, FIELDS);
    var pack = SmallPack.and(REVERSE, EACH_DAY, REFUND_OF_STOLEN);
    var story = new CaseStory(SmallPack.with(pack, told, refunded));
    story.open(category);
    return story;
  }

  private static final Map<String, String> FIELDS = Map.of("remedies@en", "You may complain.");

  private static CaseEvent milestone(String name) {
    return new CaseEvent.MilestoneReached(name);
  }

  private static Clock clock(CaseStory story, String name) {
    return story.state().clock(name).orElseThrow();
  }

  private static List<Instant> breachesOf(CaseStory story, String clock) {
    return story.steps.stream()
        .map(Step::progress)
        .filter(Progress.ClockBreached.class::isInstance)
        .map(Progress.ClockBreached.class::cast)
        .filter(breach -> breach.clock().equals(clock))
        .map(Progress.ClockBreached::dueAt)
        .toList();
  }

  @Test
  void aLawCountsFromTheMilestoneAndIsOverdueAtOnce() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));

    assertThat(clock(story, REVERSAL).stint().startedAt()).isEqualTo(CaseStory.minute(FAILED_AT));
    assertThat(clock(story, REVERSAL).stint().dueAt()).isEqualTo(REVERSAL_DUE);
    assertThat(story.state().wakeUpAt()).contains(REVERSAL_DUE);
    story.tick(1);
    assertThat(breachesOf(story, REVERSAL)).containsExactly(REVERSAL_DUE);
    story.checkInvariants();
  }

  @Test
  void eachDayBeforeTheOpeningIsOwed() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));
    story.tick(1);
    story.tick(15 * 60);

    assertThat(breachesOf(story, "each-day"))
        .containsExactly(
            Instant.parse("2026-11-19T23:59:59.999Z"), Instant.parse("2026-11-20T23:59:59.999Z"));
    story.checkInvariants();
  }

  /** Nobody could climb before the bank heard of it, and no tier answers before it has the case. */
  @Test
  void theCaseClimbsFromItsOpeningOn() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));
    story.tick(1);

    assertThat(story.all("promoted")).containsExactly("promoted senior clock-breached @0");
    assertThat(story.all("started tier-response"))
        .containsExactly("started tier-response due 30 @0");
    assertThat(story.state().placement().tenure().since()).isEqualTo(CaseStory.OPENED_AT);
  }

  @Test
  void whatIsToldOfItIsToldInTheCase() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));

    assertThat(story.all("told notice")).containsExactly("told notice-credit @0");
    assertThat(story.all("recorded MILESTONE"))
        .containsExactly("recorded MILESTONE_REACHED @-4320");
  }

  @Test
  void aReversalInTimeKeepsTheLawInWhateverOrderItIsTold() {
    var inOrder = opened("other");
    inOrder.event(FAILED_AT, milestone("FAILED"));
    inOrder.event(FAILED_AT + 60, milestone("REVERSED"));
    var turned = opened("other");
    turned.event(FAILED_AT + 60, milestone("REVERSED"));
    turned.event(FAILED_AT, milestone("FAILED"));

    for (var story : List.of(inOrder, turned)) {
      assertThat(clock(story, REVERSAL).phase())
          .isEqualTo(new Clock.Phase.Met(CaseStory.minute(FAILED_AT + 60), false));
      story.tick(1);
      assertThat(story.all("breached " + REVERSAL)).isEmpty();
      story.checkInvariants();
    }
  }

  @Test
  void aReversalThatIsToldAfterTheBreachWasDecidedCorrectsIt() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));
    story.tick(1);
    story.event(FAILED_AT + 60, milestone("REVERSED"));

    assertThat(story.all("corrected")).hasSize(2);
    assertThat(clock(story, REVERSAL).open()).isFalse();
    assertThat(clock(story, "each-day").open()).isFalse();
    story.checkInvariants();
  }

  @Test
  void aReversalBeforeTheOpeningButTooLateIsLate() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));
    story.event(-60, milestone("REVERSED"));

    assertThat(breachesOf(story, REVERSAL)).containsExactly(REVERSAL_DUE);
    assertThat(story.all("late " + REVERSAL)).containsExactly("late " + REVERSAL + " @-60");
    story.tick(2 * DAY);
    assertThat(breachesOf(story, "each-day"))
        .containsExactly(Instant.parse("2026-11-19T23:59:59.999Z"));
    story.checkInvariants();
  }

  /** The law wants it by then, not from then on. */
  @Test
  void whatWasDoneBeforeTheOpeningCountsForWhatTheOpeningStarts() {
    var story = opened("stolen");
    story.event(-60, milestone("REFUNDED"));

    assertThat(story.all("met " + REFUND)).containsExactly("met " + REFUND + " @0");
  }

  @Test
  void andAlsoForWhatACorrectionStartsFromTheOpening() {
    var story = opened("other");
    story.event(-60, milestone("REFUNDED"));
    story.event(100, new CaseEvent.Reclassified("stolen", null, null, null));

    assertThat(story.all("met " + REFUND)).containsExactly("met " + REFUND + " @0");
    assertThat(story.all("told notice-decision")).containsExactly("told notice-decision @0");
    story.checkInvariants();
  }

  @Test
  void aClosedCaseIsNotForgottenForALawThatWasBrokenLongBefore() {
    var story = opened("other");
    story.event(10, new CaseEvent.Closed());
    story.event(-60 * DAY, milestone("FAILED"));
    story.event(-59.5 * DAY, milestone("REVERSED"));
    story.tick(20);

    assertThat(story.forgotten()).isFalse();
    assertThat(story.state().history().settledUntil())
        .isEqualTo(CaseStory.OPENED_AT.plus(Duration.ofDays(30)));
    story.checkInvariants();
  }

  @Test
  void itsLedgerBeginsBeforeTheOpening() {
    var story = opened("other");
    story.event(FAILED_AT, milestone("FAILED"));
    story.tick(1);
    var ledger = Ledger.of(story.steps, REVERSAL, WorkingCalendar.ALWAYS).orElseThrow();

    assertThat(ledger.startedAt()).isEqualTo(CaseStory.minute(FAILED_AT));
    assertThat(ledger.dueAt()).isEqualTo(REVERSAL_DUE);
    assertThat(ledger.lines()).extracting(Stretch::kind).containsExactly(Stretch.Kind.RAN);
    assertThat(ledger.ran()).isEqualTo(ledger.target());
  }
}
