package io.belay.escalation;

import static io.belay.escalation.ServicePlatform.opening;
import static io.belay.escalation.ServicePlatform.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.guard.ApiHeaders;
import io.belay.local.AccessTable;
import io.belay.local.CraftedPaths;
import io.belay.local.TraceCollector;
import io.belay.local.TracedCalls;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the service is watched and stopped, with a real broker of several partitions and a real
 * registry.
 */
class EscalationServiceTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final ServicePlatform platform = ServicePlatform.shared();
  private final Wires wires = platform.wires();

  @TempDir Path dir;

  @Test
  void everyRouteAsksForWhatTheTableSaysAndAnswersCarryTheirHeaders() {
    try (var service =
        RunningService.start(with(settings("doors"), "belay.instance-id", "doors-1"))) {
      assertThat(
              AccessTable.of("escalation").faults(service.url(), platform.keys(), service.routes()))
          .isEmpty();
      assertThat(service.ask("/v3/api-docs", "").headers().map())
          .containsEntry("X-Content-Type-Options", List.of("nosniff"))
          .containsEntry("Cache-Control", List.of("no-cache, no-store, max-age=0, must-revalidate"))
          .containsEntry("Content-Security-Policy", List.of(ApiHeaders.POLICY))
          .containsEntry("Referrer-Policy", List.of("no-referrer"))
          .containsEntry("X-Frame-Options", List.of("DENY"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(service.ask("/actuator/health/readiness", "").statusCode())
                      .isEqualTo(200));
      var unknown = service.answer("/v1/cases/doors-1", platform.reader());
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(unknown.body()).contains("urn:belay:problem:case-unknown");
      assertThat(wires.membersOf("doors")).isNotEmpty();
      assertThat(service.ask("/actuator/prometheus", "").body())
          .contains("belay_reader_running{reader=\"stream\"} 1.0");
      assertThat(service.drain(platform.keys().token("t", "cases:read")))
          .startsWith("1 ")
          .contains("scope");
      assertThat(service.drain(platform.keys().token("t", "ops")))
          .startsWith("0 ")
          .contains("drained: it may be stopped");
      assertThat(service.ask("/actuator/health/readiness", "").statusCode()).isEqualTo(503);
      assertThat(wires.membersOf("doors")).isEmpty();
      assertThat(service.ask("/actuator/prometheus", "").body())
          .contains("belay_reader_running{reader=\"stream\"} 0.0");
    }
  }

  @Test
  void anIdWithAnyCharacterIsLookedUpAndNoOtherSpellingGetsPastTheRulesOfAccess() {
    try (var service = RunningService.start(settings("spellings"))) {
      var crafted = new CraftedPaths(service.port(), platform.keys());
      assertThat(crafted.faults("GET", "/v1/queues")).isEmpty();
      assertThat(crafted.faults("GET", "/v1/cases/c-1/clocks/first-response/ledger")).isEmpty();
      for (var id : List.of("a%2Fb", "a%3Bb", "50%25", "a%5Cb", "a%2F%2Fb%3Bc")) {
        for (var path : List.of("/v1/cases/" + id, "/v1/incidents/" + id)) {
          var unknown = service.answer(path, platform.reader());
          assertThat(unknown.statusCode()).as(path).isEqualTo(404);
          assertThat(unknown.body())
              .contains("-unknown\"")
              .contains(URLDecoder.decode(id, UTF_8).replace("\\", "\\\\"));
        }
      }
    }
  }

  @Test
  void noSpanNamesACaseInItsPathWhateverBecomesOfTheRequest() {
    try (var collector = TraceCollector.start()) {
      var settings = settings("traced");
      settings.put("management.opentelemetry.tracing.export.otlp.endpoint", collector.endpoint());
      settings.put("management.opentelemetry.tracing.export.schedule-delay", "100ms");
      try (var service = RunningService.start(settings);
          var calls = new TracedCalls(service.url(), collector)) {
        var of = "/v1/cases/traced-case-7219";
        service.answer(of, platform.reader());
        assertThat(calls.ask("GET", of, platform.reader(), "")).isEqualTo(404);
        assertThat(calls.ask("GET", of + "/timeline?after=traced-case-7219", platform.reader(), ""))
            .isEqualTo(400);
        assertThat(calls.ask("GET", of + "/nothing", platform.reader(), "")).isEqualTo(404);
        assertThat(calls.ask("POST", of, platform.reader(), "")).isEqualTo(405);
        assertThat(calls.ask("GET", of, "", "")).isEqualTo(401);
        assertThat(calls.ask("GET", of + ";x", platform.reader(), "")).isEqualTo(400);
        assertThat(calls.exported(SOON))
            .contains("http get /v1/cases/{caseId}", "http.url", "UNKNOWN")
            .doesNotContain("traced-case-7219");
      }
    }
  }

  @Test
  void aTickerThatDoesNotTickIsSeenByTheAuditor() {
    var settings = settings("asleep");
    settings.put("belay.tick.interval", "10s");
    settings.put("belay.audit.overdue-after", "1s");
    settings.put("belay.audit.interval", "200ms");
    try (var service = RunningService.start(settings)) {
      wires.report("asleep-1", opening("withdrawal-delayed"));

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(service.ask("/actuator/prometheus", "").body())
                      .containsPattern("belay_audit_overdue_wakeups [1-9]")
                      .contains("belay_audit_cases_differing 0.0"));
    }
  }

  private Map<String, String> settings(String application) {
    return platform.settings(application, dir, "quick");
  }
}
