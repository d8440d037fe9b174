package io.belay.escalation;

import static io.belay.escalation.ServicePlatform.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.belay.escalation.stream.PackConflictException;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service needs to start, and what it refuses to start with. */
class ServiceStartTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final ServicePlatform platform = ServicePlatform.shared();

  @TempDir Path dir;

  @Test
  void otherContentUnderAPublishedVersionRefusesToStart() throws IOException {
    try (var first = RunningService.start(settings("conflict", packs()))) {
      assertThat(first.ask("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
    }
    var packs = packs();
    var changed = packs.resolve("quick.yaml");
    Files.writeString(changed, Files.readString(changed).replace("P4: 1h", "P4: 2h"));

    assertThatExceptionOfType(PackConflictException.class)
        .isThrownBy(() -> RunningService.start(settings("conflict", packs)))
        .withMessageContaining("quick@1")
        .withMessageContaining("new version");
  }

  @Test
  void aPackFileWithAMistakeRefusesToStartWithItsPlace() throws IOException {
    var packs = packs();
    Files.writeString(packs.resolve("broken.yaml"), "pack: broken\nversion: 1\nladdr: []\n");

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> RunningService.start(settings("broken", packs)))
        .havingRootCause()
        .isInstanceOf(PackConflictException.class)
        .withMessageContaining("broken.yaml:3:1");
  }

  /** At the turn of the year a new version has to bring the next year's days along. */
  @Test
  void aNewVersionWhoseHolidaysEndBeforeItsLongestClockCouldRefusesToStart() throws IOException {
    var packs = packs();
    var file = packs.resolve("quick.yaml");
    var lastYear = Instant.now().atZone(ZoneOffset.UTC).getYear() - 1;
    Files.writeString(
        file,
        Files.readString(file)
            .replace("version: \"1\"", "version: \"short\"")
            .replace(
                "{zone: UTC, open: always}",
                "{zone: UTC, open: {mon-sun: [\"00:00-24:00\"]}, holidays: ["
                    + lastYear
                    + "-12-25]}"));

    assertThatExceptionOfType(PackConflictException.class)
        .isThrownBy(() -> RunningService.start(settings("too-short", packs)))
        .withMessageContaining("quick@short")
        .withMessageContaining("is not published")
        .withMessageContaining("Expected holidays for as long as clock '")
        .withMessageContaining("add those of the next year");
  }

  @Test
  void withoutTopicsItIsAliveButNotReadyUntilTheyAreThere() throws Exception {
    try (var empty = LocalBroker.start(dir.resolve("empty"))) {
      int at = FreePort.any();
      var settings =
          with(
              with(
                  settings("late", packs()),
                  "spring.kafka.bootstrap-servers",
                  empty.bootstrapServers()),
              "server.port",
              "" + at);
      var starting = CompletableFuture.supplyAsync(() -> RunningService.start(settings));
      await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(UncheckedIOException.class)
          .untilAsserted(
              () -> {
                assertThat(RunningService.status(at, "/actuator/health/liveness")).isEqualTo(200);
                assertThat(RunningService.status(at, "/actuator/health/readiness")).isEqualTo(503);
              });
      assertThat(starting).isNotDone();

      empty.createTopics(1);

      try (var service = starting.get(SOON.toSeconds(), TimeUnit.SECONDS)) {
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(RunningService.status(at, "/actuator/health/readiness"))
                        .isEqualTo(200));
        assertThat(service.port()).isEqualTo(at);
      }
    }
  }

  private Path packs() {
    return platform.packs(dir.resolve("packs"), "quick");
  }

  private Map<String, String> settings(String application, Path packs) {
    return platform.settings(application, dir.resolve("state"), packs, "quick");
  }
}
