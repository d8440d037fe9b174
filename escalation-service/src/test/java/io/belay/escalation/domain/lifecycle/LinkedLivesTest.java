package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.progress.Progress;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Seeded random lives of cases that are linked, held and released in any order. */
class LinkedLivesTest {
  private static final int STEPS = 50;
  private static final Set<String> BY_PEOPLE = Set.of(Causes.AGENT_REQUEST, Causes.ASSIGNED);

  @Property(tries = 500)
  void aMemberClimbsOnlyByPeopleAndFoldingGivesTheStoredState(@ForAll long seed) {
    var random = new Random(seed);
    var story = new CaseStory(SmallPack.with(Together.NONE));
    story.open("other");
    double minute = 0;
    for (int step = 0; step < STEPS && !story.forgotten(); step++) {
      minute += random.nextInt(40);
      if (random.nextInt(3) == 0) {
        story.tick(minute);
      } else {
        double late = random.nextInt(5) == 0 ? random.nextInt(50) : 0;
        story.event(
            "r" + step, Math.max(0, minute - late), anyEvent(random, minute), anyActor(random));
      }
    }

    story.checkInvariants();
    boolean member = false;
    for (var step : story.steps) {
      switch (step.progress()) {
        case Progress.CaseLinked l -> member |= l.incidentId() != null;
        case Progress.CaseReleased r -> member = false;
        case Progress.ClockRetargeted r ->
            assertThat(r.dueAt())
                .as("a duplicate makes nothing later")
                .isBeforeOrEqualTo(r.previousDueAt());
        case Progress.PromotionHeld h -> assertThat(member).as("held by an incident").isTrue();
        case Progress.TierPromoted p ->
            assertThat(!member || BY_PEOPLE.contains(p.cause()))
                .as("a member does not climb by itself, but it did for " + p.cause())
                .isTrue();
        default -> {}
      }
    }
  }

  private static Actor anyActor(Random random) {
    return random.nextBoolean()
        ? Actor.of(Actor.Kind.CUSTOMER)
        : new Actor(Actor.Kind.AGENT, "A-1", "Li", "team");
  }

  private static CaseEvent ofStricterDuplicate(Random random, double minute) {
    var since = CaseStory.minute(minute - random.nextInt(120));
    return new CaseEvent.Reclassified(
        null,
        "P" + (1 + random.nextInt(4)),
        null,
        null,
        new CaseEvent.StricterDuplicate("C-3", since));
  }

  private static CaseEvent anyEvent(Random random, double minute) {
    var incident = "I-" + random.nextInt(2);
    return switch (random.nextInt(15)) {
      case 0, 1 -> new CaseEvent.Linked(null, incident);
      case 2 ->
          new CaseEvent.Linked(
              "C-2",
              null,
              random.nextBoolean() ? CaseEvent.Linked.DUPLICATE : CaseEvent.Linked.REPEAT);
      case 3, 4 -> new CaseEvent.IncidentReleased(incident, "resolved");
      case 5 -> new CaseEvent.IncidentEscalated(incident, "senior");
      case 6 -> new CaseEvent.EscalationRequested(false);
      case 7 -> new CaseEvent.AgentReplied();
      case 8 -> new CaseEvent.WaitingStarted(WaitingOn.CUSTOMER);
      case 9 -> new CaseEvent.CustomerReplied();
      case 10 -> new CaseEvent.Resolved("REFUNDED");
      case 11 -> new CaseEvent.Reopened();
      case 12 -> new CaseEvent.Assigned("specialist", null, null);
      case 13 -> ofStricterDuplicate(random, minute);
      default -> random.nextInt(3) == 0 ? new CaseEvent.Closed() : new CaseEvent.Noted();
    };
  }
}
