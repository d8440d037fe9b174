package io.belay.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.endtoend.RecordReader;
import io.belay.endtoend.faults.Messages.Fate;
import io.belay.local.inbox.Message;
import io.belay.local.replay.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A bank works while everything breaks, one thing after the other; afterwards every acknowledged
 * event was decided once, every rung climbed once, and every message is accounted for.
 *
 * <p>Each test writes its table for docs/reliability.md under {@code target}; another seed: {@code
 * -Dbelay.faults.seed=N}.
 */
class FaultSuiteIT {
  private static final long SEED = Long.getLong("belay.faults.seed", 20_261_125L);
  private static final Path ROOT = Path.of(System.getProperty("belay.root"));
  private static final int DESKS = 24;

  /** So few that two slow processors catch up beside three brokers and six services that start. */
  private static final int FEW_DESKS = 8;

  private static final Duration QUIET_BEFORE = Duration.ofSeconds(3);

  private final Acknowledged acknowledged = new Acknowledged();
  private final List<Message> arrived = Collections.synchronizedList(new ArrayList<>());

  @Test
  void nothingIsLostAndNothingRepeatedInTheWorstFaults() throws Exception {
    holdsUnder(Schedule.brief(SEED), ownLog(), FEW_DESKS, "worst");
  }

  @Test
  @Tag("long")
  void nothingIsLostAndNothingRepeatedWhateverBreaks() throws Exception {
    holdsUnder(Schedule.whole(SEED), realLog().orElseGet(FaultSuiteIT::ownLog), DESKS, "whole");
  }

  private void holdsUnder(List<Fault> faults, EventLog log, int desks, String table)
      throws Exception {
    try (var cluster = Cluster.start(clocksToStep(faults));
        var subscription = cluster.inbox().onArrival(arrived::add)) {
      var reader = new RecordReader(cluster.registryUrl());
      try (var watch = ProgressWatch.start(cluster.bootstrapServers(), reader);
          var doors = new Doors(cluster.doors(), cluster.token(), acknowledged)) {
        var aftermath = new Aftermath(acknowledged, watch);
        var traffic = LogTraffic.start(doors, log, Map.of("fraud", "stolen"), desks, SEED);
        var episodes = new ArrayList<Episode>();
        for (var fault : faults) {
          waits(QUIET_BEFORE);
          episodes.add(happens(fault, cluster, aftermath));
        }
        traffic.end();
        aftermath.awaitDecisions();
        var messages = aftermath.awaitLastWords(cluster, reader);
        var figures =
            episodes.stream()
                .map(e -> Figures.of(e, acknowledged, watch.seen(), messages, List.copyOf(arrived)))
                .toList();
        report(figures, table);
        holds(figures, aftermath, messages);
      }
    }
  }

  private static Set<Instance> clocksToStep(List<Fault> faults) {
    return faults.stream()
        .flatMap(fault -> fault instanceof Together all ? all.faults().stream() : Stream.of(fault))
        .filter(ClockStepped.class::isInstance)
        .map(fault -> ((ClockStepped) fault).victim())
        .collect(Collectors.toSet());
  }

  private Episode happens(Fault fault, Cluster cluster, Aftermath aftermath) {
    long from = System.nanoTime();
    fault.strike(cluster);
    waits(fault.lasts());
    fault.heal(cluster);
    cluster.awaitReady();
    long healedAt = System.nanoTime();
    aftermath.awaitOpenDoor(healedAt);
    aftermath.awaitDecisions();
    var episode = new Episode(fault.name(), from, healedAt, System.nanoTime());
    // who stopped or started anew only after the fault
    cluster.awaitReady();
    return episode;
  }

  private void holds(List<Figures> figures, Aftermath aftermath, Messages messages) {
    var watch = aftermath.watch();
    assertThat(acknowledged.refused()).as("refused at the door").isEmpty();
    assertThat(acknowledged.unanswered()).as("never acknowledged").isEmpty();
    var lost = new ArrayList<>(acknowledged.events().keySet());
    lost.removeAll(watch.firstSeenByCause().keySet());
    assertThat(lost).as("acknowledged and not decided").isEmpty();
    assertThat(Figures.repeatedRungs(watch.seen())).as("rungs climbed twice").isEmpty();
    // what came by the other channel too, after the first one's receipt was overdue, its class
    // wants so
    for (var fate : List.of(Fate.LOST, Fate.REPEATED)) {
      assertThat(aftermath.owed())
          .filteredOn(id -> messages.fateOf(id, List.copyOf(arrived)) == fate)
          .extracting(id -> messages.storyOf(id, List.copyOf(arrived)))
          .as("messages " + fate)
          .isEmpty();
    }
    assertThat(figures)
        .filteredOn(each -> each.fault().contains("2 of 3 brokers"))
        .as("with two brokers of three gone, intake says no")
        .allSatisfy(each -> assertThat(each.saidNo()).isPositive());
    assertThat(figures)
        .as("there was something to lose in every episode")
        .allSatisfy(each -> assertThat(each.acknowledged()).isPositive());
  }

  private static void report(List<Figures> figures, String name) throws IOException {
    var table = new StringBuilder("Seed %d.%n%n".formatted(SEED)).append(Figures.HEADER);
    figures.forEach(each -> table.append('\n').append(each.row()));
    Files.writeString(
        ROOT.resolve("end-to-end-tests/target/reliability-" + name + ".md"), table.append('\n'));
  }

  private static Optional<EventLog> realLog() {
    var real = ROOT.resolve("../shared/data/helpdesk_events.csv.gz");
    return Files.exists(real)
        ? Optional.of(EventLog.read(real, 400, ZoneOffset.UTC))
        : Optional.empty();
  }

  private static EventLog ownLog() {
    var own = ROOT.resolve("end-to-end-tests/src/test/resources/faults/log.csv");
    return EventLog.read(own, Integer.MAX_VALUE, ZoneOffset.UTC);
  }

  private static void waits(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
