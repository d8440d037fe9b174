package io.belay.escalation.stream;

import io.belay.duetime.TickLimits;
import io.belay.duetime.Ticker;
import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.queue.QueueCounts;
import io.belay.escalation.domain.queue.Standing;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.CaseStateCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Brings events and due times to the cases of one partition: load, decide, save, forward,
 * reschedule.
 */
final class CaseProcessor implements Processor<String, ReportedEvent, String, Step> {
  private final CasePolicies policies;
  private final TickLimits limits;
  private final CaseObserver observer;
  private final QueueBoard board;
  private final CaseStateCodec codec = new CaseStateCodec();
  private final WakeUps wakeUps = new WakeUps();
  private QueueCounts counts = new QueueCounts();
  private int partition;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<String, Step> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, byte[]> cases;

  @SuppressWarnings("NullAway.Init")
  private Ticker ticker;

  CaseProcessor(CasePolicies policies, TickLimits limits, CaseObserver observer, QueueBoard board) {
    this.policies = policies;
    this.limits = limits;
    this.observer = observer;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Step> taskContext) {
    context = taskContext;
    cases = taskContext.getStateStore(EscalationTopology.CASES);
    partition = taskContext.taskId().partition();
    counts = board.taken(partition);
    rebuildFromStore();
    ticker =
        new Ticker(wakeUps, limits, this::wake, observer.ticks(partition)).startOn(taskContext);
  }

  /** The index and the counts are derived from the store: nothing else has to survive a crash. */
  private void rebuildFromStore() {
    wakeUps.clear();
    try (var all = cases.all()) {
      all.forEachRemaining(
          entry -> {
            CaseStateCodec.wakeUpAt(entry.value)
                .ifPresent(dueAt -> wakeUps.schedule(entry.key, dueAt));
            counts.moved(Optional.empty(), Optional.of(CaseStateCodec.standing(entry.value)));
          });
    }
  }

  @Override
  public void process(Record<String, ReportedEvent> record) {
    ticker.recordCame();
    var event = CaseEvents.appendedAt(record.value(), Instant.ofEpochMilli(record.timestamp()));
    MisplacedRecordException.requireKey(event.caseId(), record.key());
    var before = load(event.caseId());
    var decision = Lifecycle.decide(before, event, policies.of(before, event), now(record));
    keep(event.caseId(), before, decision, TraceContext.of(record.headers()));
  }

  private void wake(String caseId, Instant dueAt, Instant now) {
    var before = load(caseId);
    before.ifPresent(
        state ->
            keep(
                caseId,
                before,
                // what became due within the grace is for a later tick
                Lifecycle.tick(state, policies.of(state), now.minus(limits.grace())),
                new RecordHeaders()));
  }

  private void keep(String caseId, Optional<CaseState> before, Decision decision, Headers headers) {
    var after = decision.state();
    if (!after.equals(before)) {
      cases.put(caseId, after.map(codec::write).orElse(null));
      counts.moved(before.map(Standing::of), after.map(Standing::of));
    }
    for (var step : decision.steps()) {
      context.forward(new Record<>(caseId, step, context.currentSystemTimeMs(), headers));
    }
    after
        .flatMap(CaseState::wakeUpAt)
        .ifPresentOrElse(dueAt -> wakeUps.schedule(caseId, dueAt), () -> wakeUps.cancel(caseId));
    observer.decided(decision);
  }

  private Optional<CaseState> load(String caseId) {
    return Optional.ofNullable(cases.get(caseId)).map(codec::read);
  }

  /**
   * Wall-clock time; never before the record was appended, whatever the clocks of both machines.
   */
  private Instant now(Record<String, ReportedEvent> record) {
    return Instant.ofEpochMilli(Math.max(context.currentSystemTimeMs(), record.timestamp()));
  }

  @Override
  public void close() {
    ticker.close();
    board.left(partition, counts);
    observer.left(partition);
  }
}
