package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.Extension;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** More time that was given before the due time, and told after it: 15 hours, then 35. */
class LateExtensionTest {
  private static final double DUE = 15 * 60;
  private static final double EXTENDED = 35 * 60;
  private static final double MILLISECOND = 1 / 60_000.0;
  private static final String FINAL = "final-response";
  private static final CaseEvent TOLD = new CaseEvent.MilestoneReached("HOLDING_REPLY_SENT");
  private static final CaseEvent GRANTED = new CaseEvent.ExtensionGranted(FINAL, null);
  private static final CaseEvent ANSWERED = new CaseEvent.MilestoneReached("FINAL_RESPONSE_SENT");

  private static final PolicyPack PACK =
      SmallPack.and(
          ClockRule.statutory(
              FINAL,
              Set.of(),
              Set.of("milestone:FINAL_RESPONSE_SENT"),
              new Effects(List.of(), true, false, false),
              new Statute(
                  "Act, section 1",
                  new StatutoryClock(
                      new Term.ElapsedHours(15),
                      ZoneOffset.UTC,
                      BusinessDays.mondayToFriday(Set.of(), Set.of()),
                      Options.STRICT),
                  null,
                  InForce.ALWAYS,
                  List.of(new Extension(new Term.ElapsedHours(35), false, "HOLDING_REPLY_SENT")))));

  private static CaseStory breached() {
    var story = new CaseStory(PACK);
    story.open("other");
    story.tick(DUE + 60);
    assertThat(story.all("breached " + FINAL)).hasSize(1);
    return story;
  }

  private static Clock finalResponse(CaseStory story) {
    return story.state().clock(FINAL).orElseThrow();
  }

  @Test
  void itCorrectsTheBreachAndTheClockRunsOnToItsNewTotal() {
    var story = breached();
    story.event(DUE - 30, TOLD);
    story.event(DUE - 20, GRANTED);

    assertThat(story.all("rejected")).isEmpty();
    assertThat(story.all("corrected " + FINAL))
        .containsExactly("corrected " + FINAL + " missed 0 @" + (long) (DUE - 20));
    assertThat(finalResponse(story).running()).isTrue();
    assertThat(finalResponse(story).stint().dueAt()).isEqualTo(CaseStory.minute(EXTENDED));
    story.event(EXTENDED, ANSWERED);
    assertThat(story.all("met " + FINAL)).hasSize(1);
    assertThat(story.all("breached " + FINAL)).hasSize(1);
    story.checkInvariants();
  }

  @Test
  void itIsInTimeUntilTheDueTimeAndNotAMillisecondLonger() {
    for (double at : new double[] {DUE - MILLISECOND, DUE, DUE + MILLISECOND}) {
      var story = breached();
      story.event(DUE - 30, TOLD);
      story.event(at, GRANTED);

      assertThat(story.all("rejected clock-not-open")).hasSize(at <= DUE ? 0 : 1);
      assertThat(finalResponse(story).running()).isEqualTo(at <= DUE);
    }
  }

  @Test
  void theNewTotalMayBeBrokenToo() {
    var story = breached();
    story.event(DUE - 30, TOLD);
    story.event(DUE - 20, GRANTED);
    story.tick(EXTENDED);

    assertThat(story.all("breached " + FINAL))
        .containsExactly(
            "breached " + FINAL + " missed 1 @" + (long) DUE,
            "breached " + FINAL + " missed 1 @" + (long) EXTENDED);
    assertThat(finalResponse(story).phase()).isEqualTo(new Clock.Phase.Breached());
    story.checkInvariants();
  }

  @Test
  void withoutTheNoticeItIsRefusedAsEver() {
    var story = breached();
    story.event(DUE - 20, GRANTED);

    assertThat(story.all("rejected")).hasSize(1);
    assertThat(story.all("rejected notice-missing")).hasSize(1);
    assertThat(story.all("corrected")).isEmpty();
  }

  @Test
  void aCaseThatWasSettledGoesOnUntilTheNewTotal() {
    var story = new CaseStory(PACK);
    story.open("other");
    story.event(10, new CaseEvent.Closed());
    story.tick(DUE + 60);
    assertThat(story.state().history().settledUntil()).isNotNull();
    story.event(DUE - 30, TOLD);
    story.event(DUE - 20, GRANTED);

    assertThat(story.state().history().settledUntil()).isNull();
    assertThat(story.state().wakeUpAt()).contains(CaseStory.minute(EXTENDED));
    story.event(EXTENDED, ANSWERED);
    assertThat(story.all("settled")).hasSize(2);
    story.checkInvariants();
  }
}
