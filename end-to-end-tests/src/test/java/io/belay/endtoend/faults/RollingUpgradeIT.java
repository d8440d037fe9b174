package io.belay.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.endtoend.RecordReader;
import io.belay.endtoend.faults.Instance.Kind;
import io.belay.endtoend.faults.Messages.Fate;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import io.belay.local.inbox.Message;
import io.belay.local.replay.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A bank works while the release before is replaced by this one, an instance at a time: both stand
 * side by side in the same groups, on the same stores. Every acknowledged event is decided once,
 * and nothing is sent twice; that a class changes its channel when a receipt is overdue is its
 * policy.
 *
 * <p>With {@code -Plong -Dbelay.previous=DIR}, where {@code deploy/previous-release REVISION DIR}
 * laid the jars of the release before. Figures go to {@code target/upgrade.md}.
 */
@Tag("long")
class RollingUpgradeIT {
  private static final long SEED = Long.getLong("belay.faults.seed", 20_261_126L);
  private static final int DESKS = 12;
  private static final int SIDE_BY_SIDE = 60;
  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(90);

  private final Acknowledged acknowledged = new Acknowledged();
  private final List<Message> arrived = Collections.synchronizedList(new ArrayList<>());

  /** As docs/operating.md has it. */
  @Test
  void drainedAndReadersFirstNothingIsLostOrSentTwiceSideBySide() throws Exception {
    isUpgraded(List.of(Kind.NOTIFICATION, Kind.ESCALATION, Kind.INTAKE), true);
  }

  /** Whoever restarts is away for longer than a session, and its partitions move. */
  @Test
  void longerThanASessionNothingIsLostOrSentTwiceSideBySide() throws Exception {
    isUpgraded(List.of(Kind.NOTIFICATION, Kind.ESCALATION, Kind.INTAKE), false);
  }

  private void isUpgraded(List<Kind> order, boolean drained) throws Exception {
    var before = Release.before();
    assumeTrue(
        before.isPresent(),
        "Expected -Dbelay.previous=DIR with the release before; deploy/previous-release makes it");
    try (var cluster = Cluster.start(Set.of(), before.orElseThrow());
        var subscription = cluster.inbox().onArrival(arrived::add)) {
      var reader = new RecordReader(cluster.registryUrl());
      try (var watch = ProgressWatch.start(cluster.bootstrapServers(), reader);
          var doors = new Doors(cluster.doors(), cluster.token(), acknowledged)) {
        var traffic = LogTraffic.start(doors, log(), Map.of("fraud", "stolen"), DESKS, SEED);
        var aftermath = new Aftermath(acknowledged, watch);
        var episodes = new ArrayList<Episode>();
        worksOn(aftermath);
        for (var kind : order) {
          for (var instance : Instance.of(kind)) {
            long from = System.nanoTime();
            if (drained) {
              cluster.drain(instance);
            }
            cluster.upgrade(instance, Release.BUILT);
            long ready = System.nanoTime();
            worksOn(aftermath);
            episodes.add(new Episode(instance.toString(), from, ready, System.nanoTime()));
          }
        }
        traffic.end();
        aftermath.awaitDecisions();
        var messages = aftermath.awaitLastWords(cluster, reader);
        var figures =
            episodes.stream()
                .map(e -> Figures.of(e, acknowledged, watch.seen(), messages, List.copyOf(arrived)))
                .toList();
        report(order + (drained ? " drained" : ""), figures);
        holds(figures, aftermath, messages);
      }
    }
  }

  /** So much more is acknowledged, and decided, by whoever is there. */
  private void worksOn(Aftermath aftermath) {
    int before = acknowledged.events().size();
    await("cases go on")
        .atMost(GOES_ON_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> acknowledged.events().size() >= before + SIDE_BY_SIDE);
    aftermath.awaitDecisions();
  }

  private void holds(List<Figures> figures, Aftermath aftermath, Messages messages) {
    assertThat(acknowledged.refused()).as("refused at the door").isEmpty();
    assertThat(acknowledged.unanswered()).as("never acknowledged").isEmpty();
    assertThat(Figures.repeatedRungs(aftermath.watch().seen())).as("rungs climbed twice").isEmpty();
    for (var fate : List.of(Fate.LOST, Fate.REPEATED)) {
      assertThat(aftermath.owed())
          .filteredOn(id -> messages.fateOf(id, List.copyOf(arrived)) == fate)
          .extracting(id -> messages.storyOf(id, List.copyOf(arrived)))
          .as("messages " + fate)
          .isEmpty();
    }
    assertThat(figures)
        .as("there was something to lose beside each pair of releases")
        .allSatisfy(each -> assertThat(each.acknowledged()).isPositive());
    assertThat(aftermath.watch().seen())
        .as("urgent follow-ups were among them")
        .anyMatch(
            each ->
                each.step().getPayload() instanceof FollowUpDue due
                    && due.getMessageClass() == MessageClass.URGENT);
  }

  private static void report(String what, List<Figures> figures) throws Exception {
    var table = new StringBuilder("%n%s%n%n".formatted(what)).append(Figures.HEADER);
    figures.forEach(each -> table.append('\n').append(each.row()));
    Files.writeString(
        Path.of(System.getProperty("belay.root"), "end-to-end-tests", "target", "upgrade.md"),
        table.append('\n'),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static EventLog log() throws Exception {
    var own = RollingUpgradeIT.class.getResource("/faults/log.csv");
    return EventLog.read(
        Path.of(Objects.requireNonNull(own).toURI()), Integer.MAX_VALUE, ZoneOffset.UTC);
  }
}
