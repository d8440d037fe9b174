package io.belay.escalation.stream;

import io.belay.duetime.CommitPace;
import io.belay.duetime.ThreadTime;
import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.duplicate.DuplicateRoom;
import io.belay.escalation.domain.duplicate.First;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.wire.RoomStates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of the matters of one partition: load who is first, decide, save, report. The store
 * forgets by itself, by the time a matter was heard of; a matter whose first keeps others waiting
 * is written anew before that, for as long as they wait.
 */
final class DuplicateProcessor implements Processor<String, Sighting, String, ReportedEvent> {
  /** Wall clocks of instances differ. */
  private static final Duration SKEW = Duration.ofDays(1);

  private static final Duration WRITTEN_ANEW_AFTER =
      EscalationTopology.MATTERS_KEPT_FOR.dividedBy(2);
  private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);
  private static final int MOST_WRITTEN_ANEW_PER_TICK = 250;

  private final RoomObserver observer;

  /** When matters that others wait in are written anew. */
  private final WakeUps toWriteAnew = new WakeUps();

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<String, ReportedEvent> context;

  @SuppressWarnings("NullAway.Init")
  private CommitPace pace;

  @SuppressWarnings("NullAway.Init")
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init")
  private WindowStore<String, byte[]> matters;

  DuplicateProcessor(RoomObserver observer) {
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<String, ReportedEvent> taskContext) {
    context = taskContext;
    pace = CommitPace.startOn(taskContext, System::nanoTime, EscalationTopology.COMMITS_APART);
    time = ThreadTime.ofThisThread();
    matters = taskContext.getStateStore(EscalationTopology.MATTERS);
    try (var rows = matters.all()) {
      rows.forEachRemaining(
          row ->
              remind(
                  row.key.key(),
                  Optional.of(RoomStates.first(row.value)),
                  row.key.window().startTime()));
    }
    var unused =
        taskContext.schedule(
            LOOKS_EVERY,
            PunctuationType.WALL_CLOCK_TIME,
            now -> writeAnew(Instant.ofEpochMilli(now)));
  }

  private void remind(String matter, Optional<First> first, Instant writtenAt) {
    if (first.filter(First::keepsOthersWaiting).isPresent()) {
      toWriteAnew.schedule(matter, writtenAt.plus(WRITTEN_ANEW_AFTER));
    } else {
      toWriteAnew.cancel(matter);
    }
  }

  private void writeAnew(Instant now) {
    for (int i = 0; i < MOST_WRITTEN_ANEW_PER_TICK; i++) {
      var due = toWriteAnew.takeDue(now);
      if (due.isEmpty()) {
        return;
      }
      var row = latest(due.get().key(), now);
      if (row != null) {
        matters.put(due.get().key(), null, row.key);
        matters.put(due.get().key(), row.value, now.toEpochMilli());
        remind(due.get().key(), Optional.of(RoomStates.first(row.value)), now);
      }
    }
  }

  @Override
  public void process(Record<String, Sighting> record) {
    time.recordCame();
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    var row = latest(record.key(), now);
    var before = Optional.ofNullable(row).map(found -> RoomStates.first(found.value));
    var ruling = DuplicateRoom.decide(before, record.value());
    if (!ruling.first().equals(before)) {
      save(record.key(), row, before, ruling.first(), now);
    }
    ruling.events().forEach(event -> report(event, record));
    pace.did(Instant.ofEpochMilli(record.timestamp()), now);
  }

  private @Nullable KeyValue<Long, byte[]> latest(String matter, Instant now) {
    var from = now.minus(EscalationTopology.MATTERS_KEPT_FOR);
    try (var rows = matters.backwardFetch(matter, from, now.plus(SKEW))) {
      return rows.hasNext() ? rows.next() : null;
    }
  }

  /** One row a matter: a changed first stays where it is, another one takes a row of its own. */
  private void save(
      String matter,
      @Nullable KeyValue<Long, byte[]> row,
      Optional<First> before,
      Optional<First> after,
      Instant now) {
    boolean same = before.map(First::caseId).equals(after.map(First::caseId)) && after.isPresent();
    if (row != null && !same) {
      matters.put(matter, null, row.key);
    }
    long at = row != null && same ? row.key : now.toEpochMilli();
    after.ifPresent(first -> matters.put(matter, RoomStates.write(first), at));
    remind(matter, after, Instant.ofEpochMilli(at));
  }

  private void report(ReportedEvent event, Record<String, Sighting> cause) {
    observer.reported(event);
    context.forward(
        new Record<>(
            event.caseId(),
            event,
            context.currentSystemTimeMs(),
            TraceContext.headers(TraceContext.of(cause.headers()))));
  }
}
