package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.PolicyPack;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Seeded random lives: events, waits and ticks in any order, some late, some twice. */
class RandomScriptTest {
  private static final int STEPS = 60;
  private static final int EARLIEST = 200;
  private static final ClockRule[] LAWS_AND_BUDGET = {
    StatutoryPausesTest.REIMBURSE,
    StatutoryPausesTest.OUTER,
    TierClocksTest.BUDGET,
    AutoCloseTest.UNANSWERED,
    AutoCloseTest.UNCONTESTED
  };
  private static final PolicyPack PACK = SmallPack.and(LAWS_AND_BUDGET);

  @Property(tries = 2000)
  void whateverHappensTheInvariantsHold(@ForAll long seed) {
    var random = new Random(seed);
    var story = new CaseStory(PACK).publish(secondVersion(random));
    story.open(random.nextBoolean() ? "other" : "stolen");
    double minute = 0;
    for (int step = 0; step < STEPS && !story.forgotten(); step++) {
      minute += random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(30);
      if (random.nextInt(3) == 0) {
        story.tick(minute);
        assertThat(
                story.forgotten()
                    || story
                        .state()
                        .wakeUpAt()
                        .filter(at -> !at.isAfter(CaseStory.minute(story.lastTick())))
                        .isEmpty())
            .as("a tick leaves nothing overdue")
            .isTrue();
      } else {
        double late = random.nextInt(5) == 0 ? random.nextInt(50) : 0;
        String id = random.nextInt(10) == 0 ? "e1" : "r" + step;
        // some of what is told in the first hours happened before the opening
        double at = Math.max(-EARLIEST, minute - (minute < 120 ? 5 * late : late));
        story.event(id, at, anyEvent(random), anyActor(random));
      }
      if (!story.forgotten() && story.state().closed()) {
        assertThat(story.state().clocks())
            .filteredOn(clock -> clock.kind() == ClockKind.INTERNAL)
            .as("no internal clock runs on in a closed case")
            .noneMatch(Clock::running);
      }
    }
    story.checkInvariants();
  }

  @Example
  void aLateEventMayBringAClockToTheSameDueTimeInANewPeriod() {
    whateverHappensTheInvariantsHold(2124082896);
  }

  private static PolicyPack secondVersion(Random random) {
    var modes = ChangeMode.values();
    return PolicyChangeTest.second(modes[random.nextInt(modes.length)], LAWS_AND_BUDGET);
  }

  private static Actor anyActor(Random random) {
    return random.nextBoolean()
        ? Actor.of(Actor.Kind.CUSTOMER)
        : new Actor(Actor.Kind.AGENT, "A-" + random.nextInt(3), "Li", "team-" + random.nextInt(2));
  }

  private static CaseEvent anyEvent(Random random) {
    var waits = List.of(WaitingOn.values());
    var tiers = List.of("front-line", "senior", "specialist", "complaints-office", "attic");
    return switch (random.nextInt(21)) {
      case 0 -> new CaseEvent.Assigned(null, null, anyActor(random));
      case 1 -> new CaseEvent.Assigned(tiers.get(random.nextInt(5)), null, anyActor(random));
      case 2, 3 -> new CaseEvent.AgentReplied();
      case 4 -> new CaseEvent.CustomerReplied();
      case 5, 6 -> new CaseEvent.WaitingStarted(waits.get(random.nextInt(waits.size())));
      case 7 -> new CaseEvent.WaitingEnded();
      case 8 -> new CaseEvent.EscalationRequested(random.nextBoolean());
      case 9 -> new CaseEvent.Deescalated(null);
      case 10 -> new CaseEvent.Reclassified(null, "P" + (1 + random.nextInt(4)), null, null);
      case 11 -> new CaseEvent.Resolved("REFUNDED");
      case 12 -> new CaseEvent.Reopened();
      case 13 -> random.nextInt(3) == 0 ? new CaseEvent.Closed() : new CaseEvent.Noted();
      case 14 -> new CaseEvent.CustomerInformed("promotion", true);
      case 15 -> new CaseEvent.CustomerInformed("promotion", false, "m-" + random.nextInt(4));
      case 17 -> new CaseEvent.MilestoneReached("CLAIMED");
      case 18 -> new CaseEvent.MilestoneReached(random.nextBoolean() ? "DECIDED" : "OTHER");
      case 19 -> new CaseEvent.PolicyChanged("small", random.nextBoolean() ? "2" : "1");
      case 16 -> new CaseEvent.MessageBounced("m-" + random.nextInt(4), "promotion");
      default -> new CaseEvent.ComplaintRaised(true, "A-" + random.nextInt(3), null);
    };
  }
}
