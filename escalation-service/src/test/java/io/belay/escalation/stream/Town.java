package io.belay.escalation.stream;

import static io.belay.escalation.stream.MockStores.add;
import static io.belay.escalation.stream.MockStores.store;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.incident.IncidentNews;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.wire.CaseStateCodec;
import io.belay.escalation.wire.RoomStates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Thousands of cases at once: the real processors of cases and incidents over stores in memory,
 * without the commit that a test driver makes after each record.
 */
final class Town {
  private static final int CASE_TICKS_AT_MOST = 10_000;

  private final CaseStateCodec codec = new CaseStateCodec();
  private final Deque<ReportedEvent> caseEvents = new ArrayDeque<>();
  private final MockProcessorContext<String, Object> caseContext;
  private final Processor<String, ReportedEvent, String, Object> cases;
  private final Consumer<Step> steps;
  private final Path directory;
  private final Backlog backlog = new Backlog();
  private final KeyValueStore<String, byte[]> caseStore =
      store(EscalationTopology.CASES, Serdes.String());
  private final KeyValueStore<String, byte[]> incidents =
      store(EscalationTopology.INCIDENTS, Serdes.String());
  private final KeyValueStore<Bytes, byte[]> members =
      store(EscalationTopology.INCIDENT_MEMBERS, Serdes.Bytes());
  private MockProcessorContext<String, ReportedEvent> roomContext;
  private IncidentProcessor room;
  private Instant now = Bank.NOON;
  private int nextEvent;

  /**
   * A town without cases.
   *
   * @param steps told of every step
   */
  Town(Path directory, PackLibrary packs, Consumer<Step> steps) {
    this.directory = directory;
    this.steps = steps;
    caseContext =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
    add(caseContext, caseStore);
    add(caseContext, store(EscalationTopology.EARLY_EVENTS, Serdes.String()));
    caseContext.setCurrentSystemTimeMs(now.toEpochMilli());
    cases =
        new CaseProcessors(packs, TickLimits.standard(), CaseObserver.NONE, new QueueBoard()).get();
    cases.init(caseContext);
    roomContext = roomContext();
    room = takenOver();
  }

  /** Another instance takes over the partition of the rooms. */
  void roomsMove() {
    room.close();
    roomContext = roomContext();
    room = takenOver();
  }

  void reports(String caseId, String customerId, CaseEvent event) {
    caseEvents.add(new ReportedEvent("e-" + nextEvent++, caseId, customerId, now, null, event));
    settle();
  }

  /** Time passes; cases decide what is due. */
  void waits(Duration duration) {
    now = now.plus(duration);
    caseContext.setCurrentSystemTimeMs(now.toEpochMilli());
    roomContext.setCurrentSystemTimeMs(now.toEpochMilli());
    for (int i = 0; i < CASE_TICKS_AT_MOST; i++) {
      var ticker = caseContext.scheduledPunctuators().getLast().getPunctuator();
      ticker.punctuate(now.toEpochMilli());
      if (caseContext.forwarded().isEmpty()) {
        return;
      }
      settle();
    }
    throw new IllegalStateException("Expected the due cases to come to an end");
  }

  /** Some event was decided now that had to wait so long. */
  void eventWaited(Duration waited) {
    backlog.of(0).decided(now, waited);
  }

  /** A tick of the rooms; returns what they reported in it. */
  List<ReportedEvent> roomsTick() {
    now = now.plusMillis(100);
    roomContext.setCurrentSystemTimeMs(now.toEpochMilli());
    roomContext.scheduledPunctuators().getLast().getPunctuator().punctuate(now.toEpochMilli());
    var reported = reportedByRooms();
    caseEvents.addAll(reported);
    settle();
    return reported;
  }

  Incident incident(String incidentId) {
    return RoomStates.incident(incidents.get(incidentId));
  }

  int bytesOf(String incidentId) {
    return incidents.get(incidentId).length;
  }

  long rows() {
    return members.approximateNumEntries();
  }

  CaseState stored(String caseId) {
    return codec.read(caseStore.get(caseId));
  }

  /** Until nothing is on its way any more. */
  private void settle() {
    drainCases();
    while (!caseEvents.isEmpty()) {
      var event = caseEvents.remove();
      cases.process(new Record<>(event.caseId(), event, now.toEpochMilli()));
      drainCases();
    }
  }

  private void drainCases() {
    var forwarded = caseContext.forwarded();
    caseContext.resetForwards();
    for (var each : forwarded) {
      var record = each.record();
      if (record.value() instanceof Step step) {
        steps.accept(step);
      } else if (record.value() instanceof IncidentNews news) {
        room.process(new Record<>(record.key(), news, record.timestamp()));
        caseEvents.addAll(reportedByRooms());
      }
    }
  }

  private List<ReportedEvent> reportedByRooms() {
    var reported = new ArrayList<ReportedEvent>();
    roomContext.forwarded().forEach(each -> reported.add(each.record().value()));
    roomContext.resetForwards();
    return reported;
  }

  private MockProcessorContext<String, ReportedEvent> roomContext() {
    var context =
        new MockProcessorContext<String, ReportedEvent>(
            new Properties(), new TaskId(1, 0), directory.toFile());
    add(context, incidents);
    add(context, members);
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    return context;
  }

  private IncidentProcessor takenOver() {
    var processor = new IncidentProcessor(RoomLimits.standard(), RoomObserver.NONE, backlog);
    processor.init(roomContext);
    return processor;
  }
}
