package io.belay.intake;

import static io.belay.intake.IntakeServiceTests.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.local.FreePort;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistryAwayTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final int BURST_LINES = 512;

  @Test
  void untilTheRegistryAnswersItIsNotReadyAndThenTheFirstBurstIsAcknowledgedWhole() {
    int port = FreePort.any();
    try (var instance =
        PLATFORM.startService(
            "--belay.registry.url=http://127.0.0.1:" + port, "--belay.bank-events.enabled=false")) {
      var bank = PLATFORM.bank("burst", instance);
      assertThat(bank.get("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(bank.get("/actuator/health/liveness").status()).isEqualTo(200);

      try (var registry = PLATFORM.startRegistry(port)) {
        assertThat(registry.url()).endsWith(":" + port);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> bank.get("/actuator/health/readiness").status() == 200);
        var burst =
            IntStream.range(0, BURST_LINES).mapToObj(i -> line()).collect(Collectors.joining("\n"));
        try (var results = bank.stream(BodyPublishers.ofString(burst))) {
          assertThat(results.toList())
              .hasSize(BURST_LINES)
              .allMatch(result -> result.path("status").asInt() == 201);
        }
      }
    }
  }

  private static String line() {
    return "{\"open\":" + opening("C-7001", "b-" + UUID.randomUUID()).replace("\n", " ") + "}";
  }
}
