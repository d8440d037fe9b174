package io.belay.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards in {@code deploy/grafana}, as files and as what they ask. */
final class Dashboards {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Dashboards() {}

  /** One query of one panel; Grafana's variables are filled in. */
  record Query(String dashboard, String panel, String expression) {}

  static List<Path> files() {
    try (var files = Files.list(root().resolve("deploy/grafana/dashboards"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(Path file) {
    return JSON.readTree(file);
  }

  static Stream<JsonNode> panels() {
    return files().stream().flatMap(file -> read(file).path("panels").valueStream());
  }

  static List<Query> queries() {
    return files().stream().flatMap(Dashboards::queriesOf).toList();
  }

  private static Stream<Query> queriesOf(Path file) {
    return read(file)
        .path("panels")
        .valueStream()
        .flatMap(
            panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(
                        target ->
                            new Query(
                                String.valueOf(file.getFileName()),
                                panel.path("title").asString(),
                                filledIn(target.path("expr").asString()))));
  }

  private static String filledIn(String expression) {
    return expression.replace("$__rate_interval", "1m").replace("$__range", "5m");
  }

  static Path root() {
    return Path.of(System.getProperty("belay.root"));
  }
}
