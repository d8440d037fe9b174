package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every query of every dashboard has an answer while a log is replayed, from a Prometheus with the
 * configuration that is deployed; only the targets' ports are others.
 *
 * <p>Takes some five minutes: with {@code -Plong}. Another log: {@code -Dbelay.replay=FILE
 * -Dbelay.replay.speed=N}.
 */
@Tag("long")
class DashboardsUnderReplayIT {
  private static final String LOG = System.getProperty("belay.replay", "deploy/samples/desk.csv");
  private static final int SPEED = Integer.getInteger("belay.replay.speed", 5_000);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Test
  void everyQueryOfTheDashboardsHasDataWhileALogIsReplayed() throws IOException {
    assumeTrue(Monitoring.PROMETHEUS.isThere(), Monitoring.PROMETHEUS.whyNot());
    assumeTrue(Monitoring.ALERTMANAGER.isThere(), Monitoring.ALERTMANAGER.whyNot());
    var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "replayed-");
    var waiting = new ArrayList<>(Dashboards.queries());
    assertThat(waiting).hasSizeGreaterThan(40);
    try (var replay = ReplayProcess.start(directory, Dashboards.root().resolve(LOG), SPEED);
        var monitoring = Monitoring.asDeployed(directory, replay.scrapeTargets())) {
      await("an answer to every query")
          .pollInSameThread()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(5))
          .until(
              () -> {
                boolean last = replay.isOver();
                waiting.removeIf(monitoring::hasData);
                return waiting.isEmpty() || last;
              });
      assertThat(waiting)
          .as("queries without data when the replay was over: %s", replay.said())
          .isEmpty();
      await("the end of the replay").atMost(PATIENCE).until(replay::isOver);
      assertThat(replay.said()).containsPattern("cases=\\d+ events=\\d+ .* lost=0\\s*$");
    }
  }
}
