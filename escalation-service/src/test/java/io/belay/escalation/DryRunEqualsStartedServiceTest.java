package io.belay.escalation;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.escalation.audit.Timeless;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.simulate.DryRunSteps;
import io.belay.escalation.simulate.log.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a dry run predicts of a log is what the started service writes on a real broker, in real
 * time: the log's events arrive late, and the ticks hold back for longer.
 */
class DryRunEqualsStartedServiceTest {
  private static final String PACK = "hasty";
  private static final Duration LOG_TAKES = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** More than any delay here, that of a busy machine included. */
  private static final Duration GRACE = Duration.ofSeconds(12);

  /** However late a tick comes here, it is on time. */
  private static final Duration OUTAGE_AFTER = Duration.ofMinutes(10);

  @TempDir Path dir;

  @Test
  void whatTheDryRunPredictsIsWhatTheStartedServiceWrites() throws IOException {
    try (var platform = ServicePlatform.start(dir.resolve("platform"))) {
      var packs = platform.packs(dir.resolve("packs"), PACK);
      var settings = platform.settings("dry-run", dir.resolve("state"), packs, PACK);
      settings.put("belay.tick.grace", GRACE.toMillis() + "ms");
      settings.put("belay.tick.outage-after", OUTAGE_AFTER.toMillis() + "ms");
      try (var service = RunningService.start(settings)) {
        assertThat(service.port()).isPositive();
        awaitEach(platform, "before-", Progress.CaseAccepted.class);
        var log = logOf(Instant.now().plusSeconds(1));
        var lastAt = LateEvents.of(log).sendTo(platform.wires());
        var predicted = predicted(log, packs);

        var found = written(platform, predicted, lastAt);

        assertThat(timeless(found)).containsExactlyEntriesOf(timeless(predicted));
        assertThat(found.values().stream().flatMap(List::stream))
            .as("clocks ran out, were warned of and recurred while it ran")
            .anyMatch(step -> step.progress() instanceof Progress.TierPromoted)
            .anyMatch(step -> step.progress() instanceof Progress.ClockWarned)
            .anyMatch(s -> s.progress() instanceof Progress.ClockStarted c && c.period() > 2);
      }
    }
  }

  /** The sample, and cases of a real log where it is on this machine, both within some seconds. */
  private LogFile logOf(Instant start) throws IOException {
    var shipped = Path.of(System.getProperty("belay.root"), "deploy", "samples", "desk.csv");
    var log = HastyLog.within(start, LOG_TAKES);
    log.add(Files.readAllLines(shipped), "sample-", 60);
    var real =
        Path.of(System.getProperty("belay.root"), "..", "shared", "data", "uci_events.csv.gz");
    if (Files.exists(real)) {
      log.add(HastyLog.linesOf(real), "real-", 40);
    }
    return new LogFile(log.write(dir.resolve("log.csv")), ZoneOffset.UTC);
  }

  private static Map<String, List<Step>> predicted(LogFile log, Path packs) throws IOException {
    var file = packs.resolve(PACK + ".yaml");
    var reading = new PackReader().read(Files.readAllBytes(file), PACK);
    return DryRunSteps.of(log, ((PackReading.Read) reading).pack());
  }

  /** All that was decided of the log up to its last event. */
  private static Map<String, List<Step>> written(
      ServicePlatform platform, Map<String, List<Step>> predicted, Instant lastAt) {
    // ticks come in order: when one of a case that was opened afterwards has come, those before it
    // have
    var found = new HashMap<>(awaitEach(platform, "after-", Progress.ClockBreached.class));
    found.keySet().removeIf(id -> id.startsWith("before-") || id.startsWith("after-"));
    assertThat(found.keySet()).isEqualTo(predicted.keySet());
    found.replaceAll((caseId, steps) -> upTo(lastAt, steps));
    return found;
  }

  /**
   * Opens cases of every partition and waits for such a step of each; all steps until then, by
   * case. The first ones of all may take a busy machine longer than the grace.
   */
  private static Map<String, List<Step>> awaitEach(
      ServicePlatform platform, String prefix, Class<? extends Progress> kind) {
    var opened = IntStream.range(0, 24).mapToObj(i -> prefix + i).toList();
    opened.forEach(caseId -> platform.wires().report(caseId, ServicePlatform.opening("other")));
    try (var steps = platform.wires().committedSteps()) {
      await(prefix + "* and " + kind.getSimpleName())
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(
              () ->
                  opened.stream()
                      .map(caseId -> steps.byCase().getOrDefault(caseId, List.of()))
                      .allMatch(
                          each -> each.stream().anyMatch(s -> kind.isInstance(s.progress()))));
      return steps.byCase();
    }
  }

  private static List<Step> upTo(Instant lastAt, List<Step> steps) {
    return steps.stream().filter(step -> !step.decidedAt().isAfter(lastAt)).toList();
  }

  private static Map<String, List<Step>> timeless(Map<String, List<Step>> steps) {
    return new TreeMap<>(
        steps.entrySet().stream()
            .collect(
                toMap(
                    each -> Objects.requireNonNull(each.getKey()),
                    each -> each.getValue().stream().map(Timeless::of).toList())));
  }
}
