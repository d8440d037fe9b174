package io.belay.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.FreePort;
import io.belay.local.PeerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A real Prometheus that scrapes the running system every other second and judges it by our rules,
 * and a real Alertmanager behind it. The rules are a copy in which waiting is compressed: every
 * {@code for} is a second, windows of minutes are of seconds, and a minute of age is three seconds.
 */
final class Monitoring implements AutoCloseable {
  /**
   * What is said first comes to nothing, as Prometheus knows its Alertmanager some seconds after
   * its start only, and it says it again after a minute.
   */
  private static final String SAYS_IT_AGAIN_SOON = "--rules.alert.resend-delay=5s";

  static final PeerProgram PROMETHEUS = new PeerProgram("prometheus");
  static final PeerProgram ALERTMANAGER = new PeerProgram("prometheus-alertmanager");

  private final PeerProcess prometheus;
  private final PeerProcess alertmanager;

  private Monitoring(PeerProcess prometheus, PeerProcess alertmanager) {
    this.prometheus = prometheus;
    this.alertmanager = alertmanager;
  }

  static Monitoring start(Path directory, Map<String, String> targets) {
    int alertsPort = FreePort.any();
    return start(
        directory,
        alertsPort,
        quick(ours("alertmanager.yaml")),
        quick(ours("alerts.yaml")),
        configuration(targets, alertsPort),
        List.of(SAYS_IT_AGAIN_SOON));
  }

  /** With rules and intervals as they are deployed; the addresses alone are others. */
  static Monitoring asDeployed(Path directory, Map<String, String> targets) {
    int alertsPort = FreePort.any();
    var configuration = ours("prometheus.yaml").replace(":9093", ":" + alertsPort);
    for (var target : targets.entrySet()) {
      configuration =
          configuration.replaceFirst(
              "targets: \\[\"[^\"]*\"]\\s+labels: \\{service: %s}".formatted(target.getKey()),
              "targets: [\"%s\"]\n        labels: {service: %s}"
                  .formatted(target.getValue(), target.getKey()));
    }
    return start(
        directory,
        alertsPort,
        ours("alertmanager.yaml"),
        ours("alerts.yaml"),
        configuration,
        List.of());
  }

  private static Monitoring start(
      Path directory,
      int alertsPort,
      String routes,
      String alerts,
      String configuration,
      List<String> flags) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("alertmanager.yaml"), routes);
      Files.writeString(directory.resolve("alerts.yaml"), alerts);
      Files.writeString(directory.resolve("prometheus.yaml"), configuration);
      var alertmanager =
          PeerProcess.start(
              ALERTMANAGER,
              directory,
              alertsPort,
              List.of(
                  "--config.file=" + directory.resolve("alertmanager.yaml"),
                  "--storage.path=" + directory.resolve("alerts"),
                  "--cluster.listen-address="));
      var all =
          new ArrayList<>(
              List.of(
                  "--config.file=" + directory.resolve("prometheus.yaml"),
                  "--storage.tsdb.path=" + directory.resolve("series")));
      all.addAll(flags);
      var prometheus = PeerProcess.start(PROMETHEUS, directory, FreePort.any(), all);
      return new Monitoring(prometheus, alertmanager);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ours(String file) {
    try {
      return Files.readString(
          Path.of(System.getProperty("belay.root"), "deploy", "prometheus", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quick(String yaml) {
    return yaml.replaceAll("(?m)^( +for): .*$", "$1: 1s")
        .replaceAll("group_wait: .*", "group_wait: 1s")
        .replace("[5m]", "[20s]")
        .replaceAll("> 60\\b", "> 3");
  }

  private static String configuration(Map<String, String> targets, int alertsPort) {
    return """
    global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s}
    rule_files: [alerts.yaml]
    alerting:
      alertmanagers:
        - static_configs: [{targets: ["127.0.0.1:%d"]}]
    scrape_configs:
      - job_name: belay
        metrics_path: /actuator/prometheus
        static_configs:
    %s
    """
        .formatted(
            alertsPort,
            targets.entrySet().stream()
                .map(
                    target ->
                        "      - {targets: [\"%s\"], labels: {service: %s}}"
                            .formatted(target.getValue(), target.getKey()))
                .collect(Collectors.joining("\n")));
  }

  /** Targets that are not scraped well, with the reason. */
  List<String> targetsInTrouble() {
    return prometheus
        .json("/api/v1/targets")
        .path("data")
        .path("activeTargets")
        .valueStream()
        .filter(target -> !target.path("health").asString().equals("up"))
        .map(target -> target.path("scrapeUrl").asString() + target.path("lastError").asString())
        .toList();
  }

  /** The answer to an instant query: a list of series, or what is wrong with it. */
  JsonNode query(String expression) {
    return prometheus.json("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
  }

  /** Whether a panel would show something; a query that is an error fails the test. */
  boolean hasData(Dashboards.Query query) {
    var answer = query(query.expression());
    assertThat(answer.path("status").asString()).as("%s: %s", query, answer).isEqualTo("success");
    return answer
        .path("data")
        .path("result")
        .valueStream()
        .anyMatch(series -> !series.path("value").path(1).asString().equals("NaN"));
  }

  /** The value of a query with one series. */
  OptionalDouble value(String expression) {
    return query(expression)
        .path("data")
        .path("result")
        .valueStream()
        .mapToDouble(series -> Double.parseDouble(series.path("value").path(1).asString()))
        .findFirst();
  }

  /** Values of a query by one label. */
  Map<String, Double> valuesBy(String label, String expression) {
    return query(expression)
        .path("data")
        .path("result")
        .valueStream()
        .collect(
            Collectors.toMap(
                series -> series.path("metric").path(label).asString(),
                series -> Double.parseDouble(series.path("value").path(1).asString())));
  }

  /** Names of the alerts that reached Alertmanager and are active. */
  List<String> alerts() {
    return alertmanager
        .json("/api/v2/alerts?active=true")
        .valueStream()
        .map(alert -> alert.path("labels").path("alertname").asString())
        .toList();
  }

  @Override
  public void close() {
    prometheus.close();
    alertmanager.close();
  }
}
