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
import java.util.List;
import org.junit.jupiter.api.Test;
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

  @Test
  void theDataSourceAndTheFolderAreProvisioned() throws IOException {
    var provisioning = Dashboards.root().resolve("deploy/grafana/provisioning");
    for (var kind : List.of("datasources", "dashboards")) {
      try (var in = Files.newInputStream(provisioning.resolve(kind).resolve("belay.yaml"))) {
        assertThat(new Yaml().<java.util.Map<String, Object>>load(in))
            .containsEntry("apiVersion", 1);
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
