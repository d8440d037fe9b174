package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of an incident are many, and the events of others come by the same way. */
class MembersBehindOthersTest {
  private static final int A_TICK = RoomLimits.standard().mostEventsPerTick();
  private static final int A_TICK_WHILE_BEHIND = A_TICK / RoomLimits.SHARE_WHILE_BEHIND;
  private static final int MEMBERS = 4 * A_TICK;

  @TempDir Path dir;

  private Town town;

  @BeforeEach
  void anIncidentIsOver() {
    town = new Town(dir, Bank.libraryOf("packs/small.yaml"), step -> {});
    opens("I-1", "outage");
    for (int i = 0; i < MEMBERS; i++) {
      opens("C-" + i, "withdrawal-delayed");
      town.reports("C-" + i, "K-C-" + i, new CaseEvent.Linked(null, "I-1"));
    }
    town.reports("I-1", "K-I-1", new CaseEvent.Resolved("PAID_OUT"));
  }

  @Test
  void areToldInFullPortionsWhereEventsAreDecidedAtOnce() {
    town.eventWaited(RoomLimits.BEHIND);

    assertThat(town.roomsTick()).hasSize(A_TICK);
  }

  @Test
  void areToldInSmallPortionsAsLongAsEventsWait() {
    for (int tick = 0; tick < 3; tick++) {
      town.eventWaited(RoomLimits.BEHIND.plusMillis(1));

      assertThat(town.roomsTick()).hasSize(A_TICK_WHILE_BEHIND);
    }
    town.eventWaited(Duration.ZERO);

    assertThat(town.roomsTick()).hasSize(A_TICK);
  }

  @Test
  void areNotKeptByAWaitOfLongAgo() {
    town.eventWaited(Duration.ofMinutes(1));
    town.waits(Backlog.LATELY);

    assertThat(town.roomsTick()).hasSize(A_TICK);
  }

  private void opens(String caseId, String category) {
    town.reports(
        caseId, "K-" + caseId, new CaseEvent.Opened(category, null, null, null, null, null));
  }
}
