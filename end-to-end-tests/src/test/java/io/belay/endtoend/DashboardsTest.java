package io.belay.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.belay.local.PeerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/**
 * The dashboards have the form that Grafana publishes: the type {@code Dashboard} of npm's {@code
 * @grafana/schema} 13.2.3, as a JSON schema made of it by {@code ts-json-schema-generator}.
 */
class DashboardsTest {
  private static final PeerProgram NODE = new PeerProgram("node");
  private static final Path MODULES = Dashboards.root().resolve("node_modules");
  private static final Path GENERATOR =
      MODULES.resolve("ts-json-schema-generator/bin/ts-json-schema-generator.js");
  private static final Path TYPES =
      MODULES.resolve("@grafana/schema/dist/types/raw/dashboard/x/types.gen.d.ts");

  @TempDir Path directory;

  @Test
  void everyDashboardFitsThePublishedSchema() throws Exception {
    boolean required = "required".equals(System.getProperty("belay.peers"));
    assumeTrue(NODE.isThere(), NODE.whyNot());
    assumeTrue(
        required || (Files.exists(TYPES) && Files.exists(GENERATOR)),
        "Expected npm's @grafana/schema and ts-json-schema-generator in node_modules");
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema());

    for (var file : Dashboards.files()) {
      var dashboard = Files.readString(file);
      assertThat(schema.validate(dashboard, InputFormat.JSON)).as(file.toString()).isEmpty();
      var broken = dashboard.replace("\"graphTooltip\": 1", "\"graphTooltip\": \"yes\"");
      assertThat(schema.validate(broken, InputFormat.JSON)).isNotEmpty();
    }
  }

  @Test
  void everyPanelAsksAQuestionAndSaysWhatToDo() {
    assertThat(Dashboards.files()).hasSize(4);
    Dashboards.panels().forEach(DashboardsTest::checkPanel);
  }

  private static void checkPanel(JsonNode panel) {
    var title = panel.path("title").asString();
    assertThat(title).endsWith("?");
    assertThat(panel.path("description").asString()).as(title).isNotBlank();
    var defaults = panel.path("fieldConfig").path("defaults");
    assertThat(defaults.path("unit").asString("")).as(title).isNotBlank();
    assertThat(defaults.path("thresholds").path("steps").size()).as(title).isPositive();
    var runbook = panel.path("links").path(0).path("url").asString();
    assertThat(runbook).as(title).startsWith("${runbooks}/");
    assertThat(Dashboards.root().resolve("docs/runbooks").resolve(runbook.substring(12)))
        .as(title)
        .exists();
  }

  /** A counter that begins with the first it counts has no increase up to there. */
  @Test
  void whatBeganWithinTheRangeShownIsCountedFromItsFirst() throws Exception {
    var shownBySeries =
        Map.of(
            "belay_dead_letters_total{topic=\"case-events\"}", "{topic=\"case-events\"}",
            "belay_intake_dead_letters_total{reason=\"invalid\"}", "{}",
            "belay_timers_fired_total{kind=\"statutory\",what=\"breach\"}", "{}",
            "belay_unknown_sends_total{class=\"urgent\"}", "{class=\"urgent\"}",
            "belay_contacts_erased_total{when=\"later\"}", "{when=\"later\"}");
    var cases = new ArrayList<Map<String, Object>>();
    shownBySeries.forEach((series, shown) -> cases.add(oneThenThree(series, shown)));
    var file =
        Files.writeString(
            directory.resolve("panels.yaml"), new Yaml().dump(Map.of("tests", cases)));

    assertThat(Promtool.run("test", "rules", file.toString())).contains("SUCCESS");
  }

  /** The range is five minutes: four ago there was one, and since two there are three. */
  private static Map<String, Object> oneThenThree(String series, String shown) {
    return Map.of(
        "interval",
        "1m",
        "input_series",
        List.of(Map.of("series", series, "values", "_x5 1x1 3x10")),
        "promql_expr_test",
        List.of(
            Map.of(
                "expr",
                increaseOf(series.substring(0, series.indexOf('{'))),
                "eval_time",
                "9m",
                "exp_samples",
                List.of(Map.of("labels", shown, "value", 3)))));
  }

  private static String increaseOf(String counter) {
    return Dashboards.queries().stream()
        .map(Dashboards.Query::expression)
        .filter(asked -> asked.startsWith("sum") && asked.contains("increase(" + counter))
        .findFirst()
        .orElseThrow();
  }

  /** A counter of promises kept begins with the first of them. */
  @Test
  void wherePromisesAreBrokenAndNoneWasEverKeptThePanelSaysNone() throws Exception {
    var asked =
        Map.of(
            "interval",
            "1m",
            "input_series",
            List.of(
                Map.of(
                    "series",
                    "belay_timers_fired_total{kind=\"internal\",what=\"breach\"}",
                    "values",
                    "0+1x20")),
            "promql_expr_test",
            List.of(
                Map.of(
                    "expr",
                    queryOf("How many of the promises that came to an end were kept?"),
                    "eval_time",
                    "10m",
                    "exp_samples",
                    List.of(Map.of("labels", "{}", "value", 0)))));
    var file =
        Files.writeString(
            directory.resolve("kept.yaml"), new Yaml().dump(Map.of("tests", List.of(asked))));

    assertThat(Promtool.run("test", "rules", file.toString())).contains("SUCCESS");
  }

  private static String queryOf(String panel) {
    return Dashboards.queries().stream()
        .filter(query -> query.panel().equals(panel))
        .map(Dashboards.Query::expression)
        .findFirst()
        .orElseThrow();
  }

  /** What nobody looks at answers nobody's question. */
  @Test
  void everyMetricOfOursIsAskedForByAPanelOrAnAlert() throws Exception {
    var asked =
        Dashboards.queries().stream()
                .map(Dashboards.Query::expression)
                .collect(Collectors.joining("\n"))
            + Files.readString(Promtool.PROMETHEUS.resolve("alerts.yaml"));
    assertThat(MetricsTable.documented())
        .filteredOn(metric -> metric.startsWith("belay_"))
        .hasSizeGreaterThan(50)
        .allSatisfy(metric -> assertThat(asked).contains(metric));
  }

  @Test
  void theDataSourceAndTheFolderAreProvisioned() throws IOException {
    var provisioning = Dashboards.root().resolve("deploy/grafana/provisioning");
    for (var kind : List.of("datasources", "dashboards")) {
      try (var in = Files.newInputStream(provisioning.resolve(kind).resolve("belay.yaml"))) {
        assertThat(new Yaml().<Map<String, Object>>load(in)).containsEntry("apiVersion", 1);
      }
    }
  }

  private static String schema() throws Exception {
    var out = Files.createTempFile("grafana-dashboard", ".schema.json");
    try {
      var process =
          new ProcessBuilder(
                  NODE.path().toString(),
                  GENERATOR.toString(),
                  "--path",
                  TYPES.toString(),
                  "--type",
                  "Dashboard",
                  "--no-type-check",
                  "--out",
                  out.toString())
              .redirectErrorStream(true)
              .start();
      try (var said = process.getInputStream()) {
        var text = new String(said.readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
      }
      return Files.readString(out);
    } finally {
      Files.deleteIfExists(out);
    }
  }
}
