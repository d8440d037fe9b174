package io.belay.escalation.stream;

import io.belay.contract.TraceParent;
import io.belay.duetime.CommitPace;
import io.belay.duetime.ThreadTime;
import io.belay.duetime.Ticker;
import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.duplicate.Sighting;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Lifecycle;
import io.belay.escalation.domain.lifecycle.Present;
import io.belay.escalation.domain.queue.QueueCounts;
import io.belay.escalation.domain.queue.Standing;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.CaseStateCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings events and due times to the cases of one partition: load, decide, save, forward,
 * reschedule. Forwards steps, and what rooms have to hear of them.
 */
final class CaseProcessor implements Processor<String, ReportedEvent, String, Object> {
  private final CasePolicies policies;
  private final CaseProcessors room;
  private final CaseStateCodec codec = new CaseStateCodec();
  private final WakeUps wakeUps = new WakeUps();

  /** What was due when it was filed could never fire in time. At most one entry a wake-up. */
  private final Set<String> filedOverdue = new HashSet<>();

  private QueueCounts counts = new QueueCounts();
  private int partition;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, byte[]> cases;

  @SuppressWarnings("NullAway.Init")
  private EarlyRoom early;

  @SuppressWarnings("NullAway.Init")
  private Ticker ticker;

  @SuppressWarnings("NullAway.Init")
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init")
  private CommitPace pace;

  @SuppressWarnings("NullAway.Init")
  private Backlog.Partition backlog;

  CaseProcessor(CasePolicies policies, CaseProcessors room) {
    this.policies = policies;
    this.room = room;
  }

  /** A case as it was found: its state, and the trace of its opening. */
  private record Found(Optional<CaseState> state, Optional<TraceParent> trace) {}

  @Override
  public void init(ProcessorContext<String, Object> taskContext) {
    context = taskContext;
    cases = taskContext.getStateStore(EscalationTopology.CASES);
    early = new EarlyRoom(taskContext.getStateStore(EscalationTopology.EARLY_EVENTS));
    partition = taskContext.taskId().partition();
    counts = room.board().taken(partition);
    backlog = room.backlog().of(partition);
    rebuildFromStore();
    pace = CommitPace.startOn(taskContext, room.nanoClock(), EscalationTopology.COMMITS_APART);
    time = ThreadTime.ofThisThread();
    ticker =
        new Ticker(
                wakeUps,
                room.limits(),
                this::wake,
                room.observer().ticks(partition),
                room.nanoClock())
            .startOn(taskContext);
  }

  /** The index and the counts are derived from the store: nothing else has to survive a crash. */
  private void rebuildFromStore() {
    wakeUps.clear();
    filedOverdue.clear();
    try (var all = cases.all()) {
      all.forEachRemaining(
          entry -> {
            CaseStateCodec.wakeUpAt(entry.value)
                .ifPresent(dueAt -> wakeUps.schedule(entry.key, dueAt));
            counts.moved(Optional.empty(), Optional.of(CaseStateCodec.standing(entry.value)));
          });
    }
    early.forEach(wakeUps::schedule);
  }

  @Override
  public void process(Record<String, ReportedEvent> record) {
    time.recordCame();
    var event = CaseEvents.appendedAt(record.value(), Instant.ofEpochMilli(record.timestamp()));
    MisplacedRecordException.requireKey(event.caseId(), record.key());
    var before = load(event.caseId());
    var waits = early.letWait(before.state(), event);
    if (waits.isPresent()) {
      wakeUps.schedule(event.caseId(), waits.get());
      return;
    }
    var after = decide(event, before, record);
    if (before.state().isEmpty() && after.isPresent()) {
      early.opened(event.caseId()).forEach(waited -> decide(waited, load(waited.caseId()), record));
    }
  }

  private Optional<CaseState> decide(
      ReportedEvent event, Found before, Record<String, ReportedEvent> record) {
    var appendedAt = event.times().appendedAt();
    var now = now(record);
    var trace = TraceContext.of(record.headers()).or(before::trace);
    Optional<CaseState> after;
    try (var span = room.spans().within(trace, "decide event", event.caseId())) {
      var policy = policies.of(before.state(), event);
      var present = presentAt(now);
      var decision = Lifecycle.decide(before.state(), event, policy, policies::published, present);
      after = decision.state();
      keep(event.caseId(), before, decision, span.context());
      tellRooms(before.state(), decision, span.context());
      told(event.caseId(), decision, before.state().isPresent());
      noteIfDueBefore(appendedAt, event.caseId());
    }
    var waited = Duration.between(appendedAt, now);
    room.observer().eventDecided(waited);
    backlog.decided(now, waited);
    pace.did(appendedAt, now);
    return after;
  }

  private void wake(String caseId, Instant dueAt, Instant now) {
    var before = load(caseId);
    pace.did(dueAt, now);
    if (before.state().isEmpty()) {
      rejectThoseThatWaitedInVain(caseId, before, now);
    }
    before
        .state()
        .ifPresent(
            state -> {
              try (var span = room.spans().within(before.trace(), "decide deadline", caseId)) {
                var policy = policies.of(state);
                var decision = Lifecycle.tick(state, policy, presentAt(now));
                keep(caseId, before, decision, span.context());
                tellRooms(before.state(), decision, span.context());
                boolean wasOverdue = filedOverdue.contains(caseId);
                told(caseId, decision, true);
                if (wasOverdue) {
                  noteIfDueBefore(now, caseId);
                }
              }
            });
  }

  private Present presentAt(Instant now) {
    return new Present(now, room.limits().grace(), room.limits().outageAfter());
  }

  private void rejectThoseThatWaitedInVain(String caseId, Found nobody, Instant now) {
    for (var event : early.expired(caseId, now)) {
      var policy = policies.of(nobody.state(), event);
      var decision = Lifecycle.decide(nobody.state(), event, policy, now);
      keep(caseId, nobody, decision, Optional.empty());
      told(caseId, decision, false);
    }
    early.wakeUpAt(caseId).ifPresent(at -> wakeUps.schedule(caseId, at));
  }

  private void told(String caseId, Decision decision, boolean known) {
    room.observer().decided(decision);
    if (!filedOverdue.remove(caseId) && known) {
      room.observer().fired(decision);
    }
  }

  private void noteIfDueBefore(Instant filedAt, String caseId) {
    wakeUps
        .dueAt(caseId)
        .filter(dueAt -> dueAt.isBefore(filedAt))
        .ifPresent(dueAt -> filedOverdue.add(caseId));
  }

  private void keep(String caseId, Found before, Decision decision, Optional<TraceParent> trace) {
    var after = decision.state();
    if (!after.equals(before.state())) {
      var kept = before.trace().or(() -> trace);
      cases.put(caseId, after.map(state -> codec.write(state, kept)).orElse(null));
      counts.moved(before.state().map(Standing::of), after.map(Standing::of));
    }
    var headers = TraceContext.headers(trace);
    for (var step : decision.steps()) {
      var marked = UnopenedSteps.headers(step, Farewell.headers(step, headers));
      forward(caseId, step, UrgentSteps.headers(step, marked));
    }
    // for an open case nobody waits
    (after.isPresent() ? after.flatMap(CaseState::wakeUpAt) : early.wakeUpAt(caseId))
        .ifPresentOrElse(dueAt -> wakeUps.schedule(caseId, dueAt), () -> wakeUps.cancel(caseId));
  }

  private void tellRooms(
      Optional<CaseState> before, Decision decision, Optional<TraceParent> trace) {
    if (decision.state().equals(before)) {
      return;
    }
    var at =
        decision.steps().isEmpty()
            ? Instant.ofEpochMilli(context.currentSystemTimeMs())
            : decision.steps().getLast().decidedAt();
    for (var told : Sighting.between(before, decision, policies::of, at)) {
      forward(told.matter().key(), told.sighting(), TraceContext.headers(trace));
    }
    for (var told : IncidentNews.between(before, decision, policies::of, at)) {
      forward(told.incidentId(), told.news(), TraceContext.headers(trace));
    }
  }

  private void forward(String key, Object value, Headers headers) {
    context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers));
  }

  private Found load(String caseId) {
    byte @Nullable [] bytes = cases.get(caseId);
    return bytes == null
        ? new Found(Optional.empty(), Optional.empty())
        : new Found(Optional.of(codec.read(bytes)), CaseStateCodec.trace(bytes));
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
    room.board().left(partition, counts);
    room.observer().left(partition);
  }
}
