package io.belay.escalation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.ReportedEvent.Times;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EarlyEventsCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  @Test
  void everyKindOfEventComesBackAsItWas() {
    var events = new ArrayList<ReportedEvent>();
    for (CaseEvent event : CaseEventsTest.EVERY_KIND.values()) {
      var times = new Times(NOON.minusSeconds(events.size()), NOON.plusMillis(events.size()));
      events.add(
          new ReportedEvent(
              "e-" + events.size(), "C-1", null, times, CaseEventsTest.LI_INSIDE, event));
    }
    events.add(
        new ReportedEvent(
            "bounce",
            "C-1",
            "K-1",
            new Times(NOON, NOON),
            null,
            new CaseEvent.MessageBounced("m-1", "progress")));
    var early = new EarlyEvents(events);

    var codec = new EarlyEventsCodec();
    assertThat(codec.read(codec.write(early))).isEqualTo(early);
  }
}
