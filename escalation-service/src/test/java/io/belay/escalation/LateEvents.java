package io.belay.escalation;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.simulate.Samples;
import io.belay.escalation.simulate.log.LogFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The events of a log on their way: each is sent when it happened or up to a second later, those of
 * one case in their order.
 */
final class LateEvents {
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
  private static final long SEED = 20_261_126;

  private record Arrival(Instant at, ReportedEvent event) {}

  private final List<Arrival> arrivals;

  private LateEvents(List<Arrival> arrivals) {
    this.arrivals = arrivals;
  }

  static LateEvents of(LogFile log) throws IOException {
    var random = new Random(SEED);
    var latest = new HashMap<String, Instant>();
    var arrivals = new ArrayList<Arrival>();
    for (var line : Samples.inOrder(log)) {
      var delayed = line.at().plusMillis(random.nextLong(LONGEST_DELAY.toMillis()));
      var at = latest.merge(line.caseId(), delayed, (one, other) -> max(one, other));
      line.events().forEach(event -> arrivals.add(new Arrival(at, event)));
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    return new LateEvents(arrivals);
  }

  /** Sends each at its time; returns when the last one happened. */
  Instant sendTo(Wires wires) {
    for (var arrival : arrivals) {
      for (long wait = nanosUntil(arrival.at()); wait > 0; wait = nanosUntil(arrival.at())) {
        LockSupport.parkNanos(wait);
      }
      wires.report(arrival.event());
    }
    return arrivals.stream()
        .map(arrival -> arrival.event().businessTime())
        .reduce(Instant.MIN, LateEvents::max);
  }

  private static long nanosUntil(Instant at) {
    return TimeUnit.MILLISECONDS.toNanos(Duration.between(Instant.now(), at).toMillis() + 1);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
