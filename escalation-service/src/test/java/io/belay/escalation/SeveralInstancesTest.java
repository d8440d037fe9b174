package io.belay.escalation;

import static io.belay.escalation.ServicePlatform.opening;
import static io.belay.escalation.ServicePlatform.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.local.FreePort;
import io.belay.local.LocalCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances of the service beside each other and after each other: any of them answers for any
 * case.
 */
class SeveralInstancesTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final ServicePlatform platform = ServicePlatform.shared();
  private final Wires wires = platform.wires();

  @TempDir Path dir;

  @Test
  void anyInstanceAnswersForAnyCaseAlsoOverTls() {
    var certificate = LocalCertificate.make(dir.resolve("tls"), "escalation");
    var ids = IntStream.range(0, 12).mapToObj(i -> "two-" + i).toList();
    try (var one = RunningService.start(settings("two"), certificate);
        var other =
            RunningService.start(
                with(settings("two"), "belay.state-directory", dir.resolve("other").toString()),
                certificate)) {
      ids.forEach(id -> wires.report(id, opening("other")));

      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                for (var service : List.of(one, other)) {
                  for (var id : ids) {
                    assertThat(
                            service
                                .json("/v1/cases/" + id, platform.reader())
                                .get("caseId")
                                .asString())
                        .isEqualTo(id);
                  }
                  assertThat(openAtFrontLine(service)).isGreaterThanOrEqualTo(ids.size());
                }
                assertThat(openAtFrontLine(one)).isEqualTo(openAtFrontLine(other));
              });
      assertThat(other.answer("/v1/cases/nobody", platform.reader()).statusCode()).isEqualTo(404);
      assertThat(one.answer("/v1/cases/nobody", platform.reader()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aWarmCopyAnswersWithItsAgeWhileTheOwnerCannot() {
    var ids = IntStream.range(0, 12).mapToObj(i -> "warm-" + i).toList();
    var settings = with(settings("warm"), "belay.standby-replicas", "1");
    // whoever asks this instance gets no answer, as from one that hangs
    var unreachable = with(settings, "belay.advertised-address", "127.0.0.1:" + FreePort.any());
    try (var one = RunningService.start(unreachable);
        var other =
            RunningService.start(
                with(settings, "belay.state-directory", dir.resolve("other").toString()))) {
      ids.forEach(id -> wires.report(id, opening("other")));

      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                var answers =
                    ids.stream()
                        .map(id -> other.ask("/v1/cases/" + id, platform.reader()))
                        .toList();
                assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
                var ages =
                    answers.stream().flatMap(a -> a.headers().allValues("Age").stream()).toList();
                assertThat(ages).isNotEmpty().hasSizeLessThan(ids.size());
                assertThat(ages).allMatch(age -> Long.parseLong(age) <= 60);
              });
      assertThat(one.answer("/v1/cases/warm-0", platform.reader()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aCaseGoesOnAfterARestartAlsoWhenThePackFileIsGone() {
    try (var before = RunningService.start(settings("again"))) {
      wires.report("again-1", opening("refund-missing"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(wires.stepsOf("again-1")).contains("CaseAccepted");
                assertThat(before.ask("/v1/cases/again-1", platform.reader()).statusCode())
                    .isEqualTo(200);
              });
    }

    try (var after =
        RunningService.start(
            platform.settings("again", dir.resolve("state"), dir.resolve("nothing"), "quick"))) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(wires.stepsOf("again-1")).containsOnlyOnce("TierPromoted"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          after.json("/v1/cases/again-1", platform.reader()).get("tier").asString())
                      .isEqualTo("senior"));
    }
  }

  private long openAtFrontLine(RunningService service) {
    return service
        .json("/v1/queues", platform.reader())
        .valueStream()
        .filter(line -> line.get("tier").asString().equals("front-line"))
        .mapToLong(line -> line.get("open").asLong())
        .sum();
  }

  private Map<String, String> settings(String application) {
    return platform.settings(application, dir, "quick");
  }
}
