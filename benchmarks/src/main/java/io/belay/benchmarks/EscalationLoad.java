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
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** What the escalation service can do, measured by a reader of committed data in case-progress. */
final class EscalationLoad {
  private static final String CASES_CHANGELOG = "escalation-cases-changelog";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Of P1, as in packs/bench.yaml. */
  private static final Duration TARGET = Duration.ofHours(1);

  /** Timers of a P2 in packs/bench.yaml: the first response, and one at each higher tier. */
  static final int RUNGS = 36;

  private static final String FIRST_CLOCK = "first-response";

  /** So many cases a second are opened at least, until it is known. */
  private static final int SLOWEST_OPENING = 500;

  /** What is taken as sure of the rate at which cases were opened before. */
  private static final double SURE_SHARE = 0.6;

  /** So many cases are opened before they are noted, so that both halves of a backlog are alike. */
  private static final int STRETCH = 5_000;

  private static final Duration LEAD = Duration.ofSeconds(15);

  private final BenchPlatform platform;
  private final Deserializer<Object> progress;
  private double openedPerSecond = SLOWEST_OPENING;

  EscalationLoad(BenchPlatform platform) {
    this.platform = platform;
    this.progress = platform.avro().deserializer();
  }

  /**
   * Events a second from a backlog that lies in case-events when the service starts: openings and
   * notes. The first half makes it warm and is not counted.
   */
  TopicReader.Seen events(int cases) {
    platform.stopEscalation();
    try (var reader = progressReader();
        var writer = writer()) {
      for (int written = 0; written < cases; written += STRETCH) {
        writer.note(writer.open(Math.min(STRETCH, cases - written), "P4"));
      }
      platform.startEscalation();
      return reader.rateAndSizeAfter(
          cases, 2L * cases, record -> isDecisionOnAnEvent(read(record)), PATIENCE);
    }
  }

  /** Opens cases that stay open, and waits until they are. */
  void keepOpen(int cases) {
    openAll(cases, "P4", i -> Instant.now());
  }

  /** Timers a second when so many become due at one instant. */
  TopicReader.Seen timers(int cases) {
    var dueAt = Instant.now().plus(timeToOpen(cases));
    openAll(cases, "P1", i -> dueAt.minus(TARGET));
    requireFuture(dueAt);
    try (var committed =
        new CommittedTopic(
            platform.bootstrapServers(), Topics.CASE_PROGRESS, platform::escalationIsAlive)) {
      return committed.rateOfFirst(
          cases, record -> read(record).getPayload() instanceof ClockBreached, PATIENCE);
    }
  }

  /**
   * What a long backlog showed.
   *
   * @param timers fired
   * @param firstRung how late the first timer of each case was, which were all due at one instant
   * @param openings how long cases opened meanwhile waited until their acceptance could be read
   */
  record Climbed(Rate timers, Spread firstRung, Spread openings) {}

  /**
   * So many cases become due at one instant and climb the whole ladder, a second a rung, which is
   * sooner than they can be worked off, while so many others are opened each second.
   */
  Climbed climb(int cases, int openedPerSecond) {
    var dueAt = Instant.now().plus(timeToOpen(cases));
    openAll(cases, "P2", i -> dueAt.minus(TARGET));
    requireFuture(dueAt);
    List<Long> late = new ArrayList<>(cases);
    List<Long> waited = new ArrayList<>();
    try (var reader = progressReader();
        var writer = writer();
        var opener = Executors.newSingleThreadScheduledExecutor()) {
      var unused =
          opener.scheduleAtFixedRate(
              () -> writer.send("P4"),
              Duration.between(Instant.now(), dueAt).toNanos(),
              1_000_000_000L / openedPerSecond,
              TimeUnit.NANOSECONDS);
      var timers = new TopicReader.Span(0);
      reader.readAllUntil(
          (record, visible) -> {
            var step = read(record);
            return switch (step.getPayload()) {
              case ClockBreached breached -> {
                timers.add(visible.nanos());
                if (breached.getClock().equals(FIRST_CLOCK)) {
                  late.add(Duration.between(breached.getDueAt(), visible.at()).toMillis());
                }
                yield true;
              }
              case CaseAccepted accepted -> {
                waited.add(Duration.between(accepted.getOpenedAt(), visible.at()).toMillis());
                yield false;
              }
              default -> false;
            };
          },
          (long) cases * RUNGS,
          PATIENCE);
      opener.shutdownNow();
      return new Climbed(timers.rate(), Spread.of(late), Spread.of(waited));
    }
  }

  /**
   * From a timer's due time until its breach can be read, with so many due times a second, evenly
   * spread.
   */
  Spread lateness(int perSecond, Duration length) {
    int cases = (int) (perSecond * length.toSeconds());
    var firstDueAt = Instant.now().plus(timeToOpen(cases));
    openAll(cases, "P1", i -> firstDueAt.plusNanos(i * 1_000_000_000L / perSecond).minus(TARGET));
    requireFuture(firstDueAt);
    List<Long> late = new ArrayList<>(cases);
    try (var reader = progressReader()) {
      reader.readUntil(
          record -> read(record).getPayload() instanceof ClockBreached,
          cases,
          length.plus(PATIENCE),
          (record, visible) -> {
            var breached = (ClockBreached) read(record).getPayload();
            late.add(Duration.between(breached.getDueAt(), visible.at()).toMillis());
          });
    }
    return Spread.of(late);
  }

  /**
   * What a decision writes, on average.
   *
   * @param stateBytes size of the case's state
   * @param steps records in case-progress
   * @param stepBytes size of each
   */
  record Written(int stateBytes, int steps, int stepBytes) {}

  /** What each of so many decisions writes, seen by a load that makes as many. */
  Written written(int decisions, Supplier<TopicReader.Seen> load) {
    try (var states = new TopicReader(platform.bootstrapServers(), CASES_CHANGELOG, () -> true)) {
      var seen = load.get();
      var sizes = states.rateAndSizeOfFirst(decisions, record -> true, Duration.ofMinutes(1));
      return new Written(
          (int) (sizes.bytes() / sizes.records()),
          (int) Math.max(1, Math.round((double) seen.records() / decisions)),
          (int) (seen.bytes() / seen.records()));
    }
  }

  private void openAll(int cases, String priority, IntFunction<Instant> openedAt) {
    var startedAt = Instant.now();
    try (var reader = progressReader();
        var writer = writer()) {
      writer.open(cases, priority, openedAt);
      reader.readUntil(
          record -> read(record).getPayload() instanceof CaseAccepted,
          cases,
          PATIENCE,
          (record, visible) -> {});
    }
    openedPerSecond =
        SURE_SHARE * cases / (Duration.between(startedAt, Instant.now()).toMillis() / 1_000.0);
  }

  private Duration timeToOpen(int cases) {
    return LEAD.plusSeconds((long) (cases / openedPerSecond));
  }

  private static void requireFuture(Instant dueAt) {
    if (!Instant.now().isBefore(dueAt)) {
      throw new IllegalStateException(
          "Expected the cases to be open before they are due, but they were opened more slowly than"
              + " those before them: nothing else should run on this machine");
    }
  }

  private static boolean isDecisionOnAnEvent(CaseProgress step) {
    return step.getPayload() instanceof CaseAccepted || step.getPayload() instanceof EventRecorded;
  }

  private CaseProgress read(ConsumerRecord<String, byte[]> record) {
    return (CaseProgress) progress.deserialize(Topics.CASE_PROGRESS, record.value());
  }

  private TopicReader progressReader() {
    return new TopicReader(
        platform.bootstrapServers(), Topics.CASE_PROGRESS, platform::escalationIsAlive);
  }

  private CaseEventWriter writer() {
    return new CaseEventWriter(platform.bootstrapServers(), platform.avro());
  }
}
