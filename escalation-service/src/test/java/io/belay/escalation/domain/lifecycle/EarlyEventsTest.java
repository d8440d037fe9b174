package io.belay.escalation.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.ReportedEvent.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlyEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static ReportedEvent note(String eventId, Instant occurredAt, Instant appendedAt) {
    return new ReportedEvent(
        eventId, "C-1", "K-1", new Times(occurredAt, appendedAt), null, new CaseEvent.Noted());
  }

  private static EarlyEvents with(EarlyEvents early, ReportedEvent event) {
    return early.with(Optional.empty(), event).orElseThrow();
  }

  @Test
  void anEventWaitsUntilTheLastInstantOfItsTime() {
    var early = with(EarlyEvents.NONE, note("e-1", NOON.minusSeconds(60), NOON));
    var last = NOON.plus(EarlyEvents.LONGEST_WAIT);

    assertThat(early.expired(last.minusMillis(1))).isEmpty();
    assertThat(early.expired(last)).isEmpty();
    assertThat(early.expired(last.plusMillis(1))).hasSize(1);
    assertThat(early.wakeUpAt()).contains(last.plusMillis(1));
  }

  @Test
  void theyAreDecidedInTheOrderInWhichTheyHappened() {
    var early =
        with(
            with(EarlyEvents.NONE, note("second", NOON, NOON)),
            note("first", NOON.minusSeconds(1), NOON.plusSeconds(1)));

    assertThat(early.inOrder())
        .extracting(ReportedEvent::eventId)
        .containsExactly("first", "second");
  }

  @Test
  void anOpeningAKnownCaseAndAnEventOfTheFutureDoNotWait() {
    var opening =
        new ReportedEvent(
            "e-1",
            "C-1",
            "K-1",
            NOON,
            null,
            new CaseEvent.Opened("other", null, null, null, null, null));
    var future = note("e-2", NOON.plus(Duration.ofMinutes(6)), NOON);
    var known = Optional.of(CaseStory.opened("other").state());

    assertThat(EarlyEvents.NONE.with(Optional.empty(), opening)).isEmpty();
    assertThat(EarlyEvents.NONE.with(Optional.empty(), future)).isEmpty();
    assertThat(EarlyEvents.NONE.with(known, note("e-3", NOON, NOON))).isEmpty();
  }

  @Test
  void aRepeatWaitsOnceAndTheyAreNotUnboundedlyMany() {
    var early = with(EarlyEvents.NONE, note("e-0", NOON, NOON));
    assertThat(with(early, note("e-0", NOON, NOON.plusSeconds(1)))).isEqualTo(early);

    for (int i = 1; i < EarlyEvents.MOST; i++) {
      early = with(early, note("e-" + i, NOON, NOON));
    }
    assertThat(early.with(Optional.empty(), note("one more", NOON, NOON))).isEmpty();
  }
}
