package io.belay.escalation.stream;

import io.belay.escalation.domain.duplicate.DuplicateRoom;
import io.belay.escalation.domain.duplicate.First;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.wire.RoomStates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of the matters of one partition: load who is first, decide, save, report. The store
 * forgets by itself, by the time a matter was heard of.
 */
final class DuplicateProcessor implements Processor<String, Sighting, String, ReportedEvent> {
  /** Wall clocks of instances differ. */
  private static final Duration SKEW = Duration.ofDays(1);

  private final RoomObserver observer;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<String, ReportedEvent> context;

  @SuppressWarnings("NullAway.Init")
  private WindowStore<String, byte[]> matters;

  DuplicateProcessor(RoomObserver observer) {
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<String, ReportedEvent> taskContext) {
    context = taskContext;
    matters = taskContext.getStateStore(EscalationTopology.MATTERS);
  }

  @Override
  public void process(Record<String, Sighting> record) {
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    var row = latest(record.key(), now);
    var before = Optional.ofNullable(row).map(found -> RoomStates.first(found.value));
    var ruling = DuplicateRoom.decide(before, record.value());
    if (!ruling.first().equals(before)) {
      save(record.key(), row, before, ruling.first(), now);
    }
    ruling.events().forEach(event -> report(event, record));
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
    after.ifPresent(
        first ->
            matters.put(
                matter,
                RoomStates.write(first),
                row != null && same ? row.key : now.toEpochMilli()));
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
