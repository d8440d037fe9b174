package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty thousand cases of ten thousand customers, all about one incident. */
class MassOutageTest {
  private static final int MOST_TICKS = 10_000;
  private static final int MEMBERS = 20_000;
  private static final int AT_MOST = RoomLimits.standard().mostEventsPerTick();
  private static final int LARGEST_INCIDENT_BYTES = 250;

  private record Message(String customerId, String type, Progress.OfIncident incident) {}

  @TempDir Path dir;

  private final Map<String, Integer> promotions = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private final Set<String> released = new HashSet<>();
  private final List<Message> messages = new ArrayList<>();

  @Test
  void membersAreHeldToldAndReleasedABoundedNumberATick() {
    var town = new Town(dir, Bank.libraryOf("packs/small.yaml"), this::hear);
    open(town, "I-1", "BANK", "outage");
    for (int i = 0; i < MEMBERS; i++) {
      open(town, member(i), customer(i), "withdrawal-delayed");
      town.reports(member(i), customer(i), new CaseEvent.Linked(null, "I-1"));
    }
    assertThat(town.incident("I-1").members()).isEqualTo(MEMBERS);
    assertThat(town.rows()).isEqualTo(MEMBERS);
    assertThat(town.bytesOf("I-1")).isLessThan(LARGEST_INCIDENT_BYTES);
    assertThat(told("joined")).hasSize(MEMBERS / 2);

    // every member breaches at the same instant, and so does the incident itself
    town.waits(Duration.ofMinutes(31));
    for (int tick = 0; held.size() < MEMBERS && tick < MOST_TICKS; tick++) {
      // a ticker that just worked rests, so that records have their turn
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      town.waits(Duration.ofMillis(50));
    }

    assertThat(held).hasSize(MEMBERS);
    assertThat(promotions).containsExactly(Map.entry("I-1", 1));
    assertThat(town.stored("I-1").placement().tier()).isEqualTo("senior");
    assertThat(toldInRounds(town)).hasSize(MEMBERS).doesNotHaveDuplicates();
    assertThat(told("escalated-senior")).hasSize(MEMBERS / 2);

    town.reports(member(7), customer(7), new CaseEvent.AgentReplied());
    town.reports("I-1", "BANK", new CaseEvent.Resolved("PAID_OUT"));
    var first = new ArrayList<>(oneRound(town));
    town.roomsMove();
    first.addAll(toldInRounds(town));

    assertThat(first).hasSize(MEMBERS).doesNotHaveDuplicates();
    assertThat(released).hasSize(MEMBERS);
    assertThat(town.rows()).isZero();
    assertThat(town.incident("I-1").members()).isZero();
    assertThat(town.bytesOf("I-1")).isLessThan(LARGEST_INCIDENT_BYTES);
    assertThat(promotions)
        .as("each goes on with its own, once; who was answered owes nothing")
        .hasSize(MEMBERS)
        .doesNotContainKey(member(7))
        .containsEntry(member(8), 1);
    assertThat(told("over")).hasSize(1);
  }

  private void hear(Step step) {
    switch (step.progress()) {
      case Progress.TierPromoted p -> promotions.merge(step.caseId(), 1, Integer::sum);
      case Progress.PromotionHeld h -> assertThat(held.add(step.caseId())).isTrue();
      case Progress.CaseReleased r -> assertThat(released.add(step.caseId())).isTrue();
      case Progress.FollowUpDue f -> {
        if (f.incident() != null && f.incident().step() != null) {
          messages.add(
              new Message(
                  Objects.requireNonNull(step.customerId()), f.messageType(), f.incident()));
        }
      }
      default -> {}
    }
  }

  /** What customers read of a step, after one message a customer, incident, type and step. */
  private Set<Message> told(String step) {
    var told = new HashSet<>(messages);
    told.removeIf(message -> !step.equals(message.incident().step()));
    return told;
  }

  private static List<String> toldInRounds(Town town) {
    var told = new ArrayList<String>();
    for (var round = oneRound(town); !round.isEmpty(); round = oneRound(town)) {
      told.addAll(round);
    }
    return told;
  }

  private static List<String> oneRound(Town town) {
    var reported = town.roomsTick();
    assertThat(reported).hasSizeLessThanOrEqualTo(AT_MOST);
    assertThat(town.bytesOf("I-1")).isLessThan(LARGEST_INCIDENT_BYTES);
    return reported.stream().map(ReportedEvent::caseId).toList();
  }

  private static void open(Town town, String caseId, String customerId, String category) {
    town.reports(caseId, customerId, new CaseEvent.Opened(category, null, null, null, null, null));
  }

  private static String member(int number) {
    return "C-" + number;
  }

  /** Each customer has two of the cases. */
  private static String customer(int number) {
    return "K-" + number / 2;
  }
}
