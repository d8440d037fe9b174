package io.belay.benchmarks;

import io.belay.contract.Topics;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseProgress;
import io.belay.events.ClockBreached;
import io.belay.events.EventRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** What the escalation service can do, measured by a reader of committed data in case-progress. */
final class EscalationLoad {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** As in packs/bench.yaml. */
  private static final Duration BACKLOG_DUE_AFTER = Duration.ofSeconds(90);

  private final BenchPlatform platform;
  private final Deserializer<Object> progress;

  EscalationLoad(BenchPlatform platform) {
    this.platform = platform;
    this.progress = platform.avro().deserializer();
  }

  /** Events a second from a backlog that lies in case-events when the service starts. */
  Rate events(int cases) {
    platform.stopEscalation();
    try (var reader = reader();
        var writer = writer()) {
      writer.note(writer.open(cases, "P4"));
      platform.startEscalation();
      return reader.rateOfFirst(2L * cases, record -> isDecisionOnAnEvent(read(record)), PATIENCE);
    }
  }

  /** Timers a second from a backlog that became due while the service was down. */
  Rate timers(int cases) {
    try (var reader = reader();
        var writer = writer()) {
      writer.open(cases, "P2");
      Instant allDueAt = Instant.now().plus(BACKLOG_DUE_AFTER);
      reader.readUntil(
          record -> read(record).getPayload() instanceof CaseAccepted,
          cases,
          BACKLOG_DUE_AFTER,
          (record, visible) -> {});
      platform.stopEscalation();
      while (Instant.now().isBefore(allDueAt)) {
        LockSupport.parkNanos(Duration.between(Instant.now(), allDueAt).toNanos());
      }
      platform.startEscalation();
      return reader.rateOfFirst(
          cases, record -> read(record).getPayload() instanceof ClockBreached, PATIENCE);
    }
  }

  /** From a timer's due time until its breach can be read, at a steady rate. */
  Spread lateness(int perSecond, Duration length) {
    try (var reader = reader();
        var writer = writer()) {
      int total = (int) (perSecond * length.toSeconds());
      var load = CompletableFuture.supplyAsync(() -> writer.openSteadily(perSecond, length, "P1"));
      List<Long> late = new ArrayList<>(total);
      reader.readUntil(
          record -> read(record).getPayload() instanceof ClockBreached,
          total,
          length.plus(PATIENCE),
          (record, visible) -> {
            var breached = (ClockBreached) read(record).getPayload();
            late.add(Duration.between(breached.getDueAt(), visible.at()).toMillis());
          });
      load.join();
      return Spread.of(late);
    }
  }

  private static boolean isDecisionOnAnEvent(CaseProgress step) {
    return step.getPayload() instanceof CaseAccepted || step.getPayload() instanceof EventRecorded;
  }

  private CaseProgress read(ConsumerRecord<String, byte[]> record) {
    return (CaseProgress) progress.deserialize(Topics.CASE_PROGRESS, record.value());
  }

  private TopicReader reader() {
    return new TopicReader(
        platform.bootstrapServers(), Topics.CASE_PROGRESS, platform::escalationIsAlive);
  }

  private CaseEventWriter writer() {
    return new CaseEventWriter(platform.bootstrapServers(), platform.avro());
  }
}
