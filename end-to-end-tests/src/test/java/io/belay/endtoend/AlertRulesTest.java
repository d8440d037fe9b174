package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every alert has a page, a severity, and cases in which it fires and in which it is silent. */
class AlertRulesTest {
  private static final Pattern METRIC = Pattern.compile("\\b(?:belay|kafka)_\\w+");
  private static final Pattern MISSED = Pattern.compile("service=\"(.+?)\", topic=\"(.+?)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("deliveries-.*|policy-packs");

  @Test
  void theCasesOfEveryAlertHold() throws Exception {
    assertThat(Promtool.run("check", "config", "prometheus.yaml")).contains("SUCCESS");
    assertThat(Promtool.run("test", "rules", "tests/alerts.test.yaml"))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  @Test
  void everyAlertHasACaseOfFiringAndOneOfSilence() throws IOException {
    var alerts =
        alerts().map(alert -> String.valueOf(alert.get("alert"))).collect(Collectors.toSet());

    assertThat(caseNames(false)).isEqualTo(alerts);
    // it is there to fire always
    alerts.remove("Watchdog");
    assertThat(caseNames(true)).isEqualTo(alerts);
  }

  @Test
  void everyAlertNamesItsRunbookWhichTellsWhatToDo() throws IOException {
    for (var alert : alerts().toList()) {
      var runbook = String.valueOf(section(alert, "annotations").get("runbook"));
      assertThat(Files.readString(Dashboards.root().resolve(runbook)))
          .as(runbook)
          .contains("`" + alert.get("alert") + "`", "## Look", "## Do", "It is over when");
      assertThat(section(alert, "labels").get("severity")).isIn("page", "ticket", "none");
    }
  }

  /** What no service exports never fires; that the table is what they export, OperationIT shows. */
  @Test
  void everyMetricAnAlertAsksForIsInTheTable() throws IOException {
    var documented = MetricsTable.documented();
    var asked =
        rules()
            .flatMap(rule -> METRIC.matcher(String.valueOf(rule.get("expr"))).results())
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(asked)
        .allMatch(
            metric ->
                documented.contains(metric)
                    || documented.contains(metric.replaceFirst("_(bucket|count|sum)$", "")));
  }

  /**
   * But for what another alert watches, or what every instance reads for itself: a lane that stands
   * still is slow.
   */
  @Test
  void aTopicThatAStreamReadsIsMissedWhenNobodyReadsIt() throws IOException {
    var missed =
        alerts()
            .filter(alert -> "NobodyReads".equals(alert.get("alert")))
            .map(alert -> String.valueOf(alert.get("expr")))
            .flatMap(expression -> MISSED.matcher(expression).results())
            .map(found -> found.group(1) + " " + found.group(2))
            .collect(Collectors.toSet());
    var users = section(yaml("../kafka/acls.yaml"), "users");
    assertThat(missed)
        .isEqualTo(
            Stream.of("escalation", "notification")
                .flatMap(
                    service ->
                        list(section(users, service).get("reads")).stream()
                            .filter(topic -> !ELSEWHERE.matcher(topic).matches())
                            .map(topic -> service + " " + topic))
                .collect(Collectors.toSet()));
  }

  private static Stream<Map<String, Object>> rules() throws IOException {
    return maps(yaml("alerts.yaml").get("groups")).stream()
        .flatMap(group -> maps(group.get("rules")).stream());
  }

  private static Stream<Map<String, Object>> alerts() throws IOException {
    return rules().filter(rule -> rule.containsKey("alert"));
  }

  private static Set<String> caseNames(boolean silent) throws IOException {
    return maps(yaml("tests/alerts.test.yaml").get("tests")).stream()
        .flatMap(test -> maps(test.get("alert_rule_test")).stream())
        .filter(expected -> maps(expected.get("exp_alerts")).isEmpty() == silent)
        .map(expected -> String.valueOf(expected.get("alertname")))
        .collect(Collectors.toSet());
  }

  @SuppressWarnings("unchecked") // as the formats of Prometheus have it
  private static List<Map<String, Object>> maps(@Nullable Object list) {
    return (List<Map<String, Object>>) Objects.requireNonNull(list);
  }

  @SuppressWarnings("unchecked") // as the file of rights has it
  private static List<String> list(@Nullable Object list) {
    return (List<String>) Objects.requireNonNull(list);
  }

  @SuppressWarnings("unchecked") // as the formats of Prometheus have it
  private static Map<String, Object> section(Map<String, Object> alert, String name) {
    return (Map<String, Object>) Objects.requireNonNull(alert.get(name));
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    try (var in = Files.newInputStream(Promtool.PROMETHEUS.resolve(file))) {
      return new Yaml().load(in);
    }
  }
}
