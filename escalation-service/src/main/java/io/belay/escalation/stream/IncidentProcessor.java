package io.belay.escalation.stream;

import io.belay.duetime.CommitPace;
import io.belay.duetime.ThreadTime;
import io.belay.duetime.WakeUps;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.Incident.Standing;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.domain.incident.IncidentRoom;
import io.belay.escalation.wire.RoomStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rooms of the incidents of one partition: load, decide, save, report. Members lie in rows of
 * their own; a tick takes the next ones, an incident after the other, and no more than its budget,
 * so that no transaction grows with their number. What members are told lies in front of whatever
 * comes after it, so the budget shrinks while events wait.
 */
final class IncidentProcessor implements Processor<String, IncidentNews, String, ReportedEvent> {
  private static final byte[] MEMBER = {1};

  private final RoomLimits limits;
  private final RoomObserver observer;
  private final Backlog backlog;
  private final WakeUps wakeUps = new WakeUps();
  private long inWork;
  private long members;
  private int partition;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<String, ReportedEvent> context;

  @SuppressWarnings("NullAway.Init")
  private CommitPace pace;

  @SuppressWarnings("NullAway.Init")
  private ThreadTime time;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, byte[]> incidents;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<Bytes, byte[]> rows;

  IncidentProcessor(RoomLimits limits, RoomObserver observer, Backlog backlog) {
    this.limits = limits;
    this.observer = observer;
    this.backlog = backlog;
  }

  @Override
  public void init(ProcessorContext<String, ReportedEvent> taskContext) {
    context = taskContext;
    pace = CommitPace.startOn(taskContext, System::nanoTime, EscalationTopology.COMMITS_APART);
    time = ThreadTime.ofThisThread();
    incidents = taskContext.getStateStore(EscalationTopology.INCIDENTS);
    rows = taskContext.getStateStore(EscalationTopology.INCIDENT_MEMBERS);
    partition = taskContext.taskId().partition();
    rebuildFromStore();
    var unused =
        taskContext.schedule(
            limits.interval(),
            PunctuationType.WALL_CLOCK_TIME,
            now -> tick(Instant.ofEpochMilli(now)));
  }

  /** What is due and what is counted is derived from the store. */
  private void rebuildFromStore() {
    wakeUps.clear();
    inWork = 0;
    members = 0;
    try (var all = incidents.all()) {
      all.forEachRemaining(
          entry -> {
            var incident = RoomStates.incident(entry.value);
            count(incident, 1);
            schedule(entry.key, incident, now());
          });
    }
    observer.incidents(partition, inWork, members);
  }

  @Override
  public void process(Record<String, IncidentNews> record) {
    time.recordCame();
    var incidentId = record.key();
    var before = load(incidentId);
    var caseId = record.value().subject();
    boolean known = caseId.filter(id -> rows.get(MemberKey.of(incidentId, id)) != null).isPresent();
    var ruling = IncidentRoom.decide(before, incidentId, record.value(), known, now());
    caseId.ifPresent(
        id -> {
          switch (ruling.row()) {
            case ADDED -> rows.put(MemberKey.of(incidentId, id), MEMBER);
            case REMOVED -> rows.delete(MemberKey.of(incidentId, id));
            case UNCHANGED -> {}
          }
        });
    save(incidentId, before, ruling.incident());
    report(ruling.events(), TraceContext.headers(TraceContext.of(record.headers())));
    ruling
        .incident()
        .ifPresentOrElse(
            incident -> schedule(incidentId, incident, now()), () -> wakeUps.cancel(incidentId));
    pace.did(Instant.ofEpochMilli(record.timestamp()), now());
  }

  private void tick(Instant now) {
    int left = limits.mostEventsWhile(backlog.longestWait(now));
    for (var due = wakeUps.takeDue(now); due.isPresent(); due = wakeUps.takeDue(now)) {
      pace.did(due.get().dueAt(), now);
      left -= Math.max(1, turn(due.get().key(), left, now));
      if (left <= 0) {
        return;
      }
    }
  }

  /** Tells the next members, so many at most; returns how many. */
  private int turn(String incidentId, int atMost, Instant now) {
    var before = load(incidentId);
    if (before.isEmpty()) {
      return 0;
    }
    var incident = IncidentRoom.lookAgain(before.get(), limits.unknownIncidentWait(), now);
    var next = nextMembers(incidentId, incident, atMost);
    var turn = IncidentRoom.tell(incident, incidentId, next, next.size() < atMost);
    if (turn.rowsRemoved()) {
      next.forEach(caseId -> rows.delete(MemberKey.of(incidentId, caseId)));
    }
    save(incidentId, before, turn.incident());
    report(turn.events(), new RecordHeaders());
    // not again in this tick
    turn.incident().ifPresent(after -> schedule(incidentId, after, now.plusMillis(1)));
    return next.size();
  }

  private List<String> nextMembers(String incidentId, Incident incident, int atMost) {
    var next = new ArrayList<String>();
    var round = incident.round();
    if (round == null) {
      return next;
    }
    var from =
        round.after() == null
            ? MemberKey.first(incidentId)
            : MemberKey.after(incidentId, round.after());
    try (var range = rows.range(from, MemberKey.last(incidentId))) {
      while (range.hasNext() && next.size() < atMost) {
        next.add(MemberKey.caseId(incidentId, range.next().key));
      }
    }
    return next;
  }

  private void schedule(String incidentId, Incident incident, Instant now) {
    IncidentRoom.wakeUpAt(incident, limits.unknownIncidentWait(), now)
        .ifPresentOrElse(at -> wakeUps.schedule(incidentId, at), () -> wakeUps.cancel(incidentId));
  }

  private void report(List<ReportedEvent> events, Headers headers) {
    for (var event : events) {
      observer.reported(event);
      context.forward(new Record<>(event.caseId(), event, context.currentSystemTimeMs(), headers));
    }
  }

  private Optional<Incident> load(String incidentId) {
    return Optional.ofNullable(incidents.get(incidentId)).map(RoomStates::incident);
  }

  private void save(String incidentId, Optional<Incident> before, Optional<Incident> after) {
    if (after.equals(before)) {
      return;
    }
    incidents.put(incidentId, after.map(RoomStates::write).orElse(null));
    before.ifPresent(incident -> count(incident, -1));
    after.ifPresent(incident -> count(incident, 1));
    observer.incidents(partition, inWork, members);
  }

  private void count(Incident incident, int times) {
    inWork += incident.standing() == Standing.IN_WORK ? times : 0;
    members += incident.members() * times;
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    observer.roomsLeft(partition);
  }
}
