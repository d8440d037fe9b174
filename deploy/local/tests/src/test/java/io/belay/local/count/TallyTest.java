package io.belay.local.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.TrustedRecords;
import io.belay.events.CaseProgress;
import io.belay.events.CaseStatus;
import io.belay.events.ClockBreached;
import io.belay.events.ClockKind;
import io.belay.events.EventRecorded;
import io.belay.events.EventRejected;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");

  private final Tally tally = new Tally();

  @BeforeAll
  static void trustRecords() {
    TrustedRecords.trust();
  }

  @Test
  void acknowledgedEventsAreAcceptedRejectedOrLost() {
    tally.acknowledged("e-recorded");
    tally.acknowledged("e-recorded");
    tally.acknowledged("e-rejected");
    tally.acknowledged("e-lost");
    tally.refused("invalid");
    tally.saw(step(1, "e-recorded", recorded()));
    tally.saw(step(0, "e-rejected", rejected()));
    tally.saw(step(2, "of-somebody-else", recorded()));

    assertThat(tally.accepted()).isEqualTo(1);
    assertThat(tally.rejected()).isEqualTo(2);
    assertThat(tally.lost()).isEqualTo(1);
    assertThat(tally.rejectionsByReason())
        .containsEntry("case-unknown", 1)
        .containsEntry("at the door: invalid", 1);
  }

  @Test
  void repeatedStepsAndTicksCountOnce() {
    tally.acknowledged("deadline:2026-11-22T03:00:00Z");
    tally.saw(step(1, "deadline:2026-11-22T03:00:00Z", breach()));
    tally.saw(step(1, "deadline:2026-11-22T03:00:00Z", breach()));
    assertThat(tally.breachesByClock()).containsEntry("first-response", 1);
    assertThat(tally.lost()).as("a tick is no event").isEqualTo(1);
  }

  private static CaseProgress step(long sequence, String causedBy, Object payload) {
    return CaseProgress.newBuilder()
        .setProgressId("C-1/" + sequence)
        .setCaseId("C-1")
        .setSequence(sequence)
        .setDecidedAt(AT)
        .setCausedBy(causedBy)
        .setPayload(payload)
        .build();
  }

  private static EventRecorded recorded() {
    return EventRecorded.newBuilder()
        .setEventType("NOTE")
        .setStatus(CaseStatus.OPEN)
        .setQueue("front-line")
        .build();
  }

  private static EventRejected rejected() {
    return EventRejected.newBuilder()
        .setEventType("NOTE")
        .setReason("case-unknown")
        .setMessage("nobody opened it")
        .build();
  }

  private static ClockBreached breach() {
    return ClockBreached.newBuilder()
        .setClock("first-response")
        .setKind(ClockKind.INTERNAL)
        .setDueAt(AT)
        .setFiredAt(AT)
        .build();
  }
}
