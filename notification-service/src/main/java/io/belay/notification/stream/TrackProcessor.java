package io.belay.notification.stream;

import io.belay.duetime.ThreadTime;
import io.belay.duetime.TickLimits;
import io.belay.duetime.TickObserver;
import io.belay.duetime.Ticker;
import io.belay.duetime.WakeUps;
import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.domain.track.Tracking;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps what each case's customer sees, tells those who look at it, and forgets it in time. */
final class TrackProcessor extends ContextualProcessor<String, CaseHeard, Void, Void> {
  private final TrackRoom room;
  private final WakeUps wakeUps = new WakeUps();
  private KeyValueStore<String, TrackedCase> cases;
  private Ticker ticker;
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  TrackProcessor(TrackRoom room) {
    this.room = room;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    cases = context.getStateStore(TrackTopology.TRACKED);
    wakeUps.clear();
    // once per take-over of the partition: what is due is derived from the store
    try (var all = cases.all()) {
      all.forEachRemaining(entry -> schedule(entry.value));
    }
    time = ThreadTime.ofThisThread();
    ticker =
        new Ticker(wakeUps, TickLimits.standard(), this::forget, TickObserver.NONE)
            .startOn(context);
  }

  @Override
  public void process(Record<String, CaseHeard> record) {
    time.recordCame();
    var known = cases.get(record.key());
    var next = Tracking.after(known, record.value().step());
    if (next == null && known != null) {
      cases.delete(record.key());
      wakeUps.cancel(record.key());
    } else if (next != null && !next.equals(known)) {
      cases.put(record.key(), next);
      schedule(next);
      room.changes().changed(record.key());
    }
  }

  private void schedule(TrackedCase tracked) {
    var caseId = tracked.identity().caseId();
    var keptUntil = tracked.keptUntil();
    if (keptUntil == null) {
      wakeUps.cancel(caseId);
    } else {
      wakeUps.schedule(caseId, keptUntil);
    }
  }

  private void forget(String caseId, Instant dueAt, Instant now) {
    cases.delete(caseId);
  }

  @Override
  public void close() {
    ticker.close();
  }
}
