package io.belay.escalation.stream;

import io.belay.duetime.TickLimits;
import io.belay.escalation.audit.Written;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.simulate.Samples;
import io.belay.escalation.simulate.log.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A log on its way through the running topology: each event arrives late by up to {@link
 * #LONGEST_DELAY}, those of one case in order, and the ticks hold back for longer; or each arrives
 * at once, and the ticks hold back for nothing.
 */
final class LiveRun {
  static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(45);
  private static final TickLimits PATIENT =
      new TickLimits(Duration.ofMillis(50), 10_000, Duration.ofSeconds(1), GRACE, Duration.ZERO);

  /** An event and when the log takes it. */
  private record Arrival(Instant at, ReportedEvent event) {}

  private static final TickLimits PROMPT =
      new TickLimits(
          PATIENT.interval(),
          PATIENT.maxWakeUps(),
          PATIENT.maxTime(),
          Duration.ZERO,
          Duration.ZERO);

  /** Rooms tell the members of incidents at their next tick. */
  private static final Duration ROOMS_TICK = RoomLimits.standard().interval();

  private static final int MOST_TICKS_AT_THE_END = 1_000;

  private final RestartableTopology topology;
  private final TickLimits limits;

  private LiveRun(RestartableTopology topology, TickLimits limits) {
    this.topology = topology;
    this.limits = limits;
  }

  /**
   * What was decided of each case up to the last business time of the log; events are late.
   *
   * @param seed of the delays
   */
  static Map<String, List<Written>> of(Path directory, LogFile log, PackLibrary library, long seed)
      throws IOException {
    var random = new Random(seed);
    return run(directory, log, library, PATIENT, () -> random.nextLong(LONGEST_DELAY.toMillis()));
  }

  /** The same without any delay, so that cases meet in their rooms in the order of the log. */
  static Map<String, List<Written>> onTime(Path directory, LogFile log, PackLibrary library)
      throws IOException {
    return run(directory, log, library, PROMPT, () -> 0);
  }

  private static Map<String, List<Written>> run(
      Path directory, LogFile log, PackLibrary library, TickLimits limits, LongSupplier delayMillis)
      throws IOException {
    var arrivals = arrivalsOf(log, delayMillis);
    var start = arrivals.getFirst().at();
    var end = arrivals.stream().map(a -> a.event().businessTime()).reduce(start, LiveRun::later);
    try (var topology = new RestartableTopology(directory, library, limits, start)) {
      var live = new LiveRun(topology, limits);
      for (var arrival : arrivals) {
        live.runUntil(arrival.at());
        topology.appends(arrival.event());
        live.letRoomsTell();
      }
      // whoever came last may have to wait for an opening in vain
      live.runUntil(end.plus(LONGEST_DELAY).plus(EarlyEvents.LONGEST_WAIT).plus(limits.grace()));
      live.letEarlyEventsEnd();
      topology.commits();
      var written = new TreeMap<String, List<Written>>();
      for (var caseId : topology.caseIds()) {
        var ofTheLog =
            topology.writtenOf(caseId).stream()
                .filter(each -> !each.step().decidedAt().isAfter(end))
                .toList();
        written.put(caseId, ofTheLog);
      }
      return written;
    }
  }

  private static List<Arrival> arrivalsOf(LogFile log, LongSupplier delayMillis)
      throws IOException {
    var latest = new HashMap<String, Instant>();
    var arrivals = new ArrayList<Arrival>();
    for (var line : Samples.inOrder(log)) {
      var delayed = line.at().plusMillis(delayMillis.getAsLong());
      var at = latest.merge(line.caseId(), delayed, LiveRun::later);
      line.events().forEach(event -> arrivals.add(new Arrival(at, event)));
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    return arrivals;
  }

  /** Lets time pass from one due time to the next, and a tick come at each. */
  private void runUntil(Instant until) {
    for (var due = nextTick(); due.isBefore(until); due = nextTick()) {
      var wait = Duration.between(topology.now(), due);
      waits(wait.isPositive() ? wait : limits.interval());
      letRoomsTell();
    }
    if (topology.now().isBefore(until)) {
      waits(Duration.between(topology.now(), until));
    }
  }

  private void waits(Duration duration) {
    topology.waits(duration);
  }

  /** Their time is over: the next ticks tell. */
  private void letEarlyEventsEnd() {
    for (int ticks = 0; topology.hasEarlyEvents() && ticks < MOST_TICKS_AT_THE_END; ticks++) {
      waits(limits.interval());
    }
  }

  private void letRoomsTell() {
    if (topology.haveRoomsToTell()) {
      waits(ROOMS_TICK);
    }
  }

  private Instant nextTick() {
    return topology.wakeUpAt().map(at -> at.plus(limits.grace())).orElse(Instant.MAX);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
