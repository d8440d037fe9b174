package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.promoted;
import static io.belay.endtoend.Expected.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseClosed;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReopened;
import io.belay.events.CaseResolved;
import io.belay.events.EventRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an SRE sees of the running system, by a real Prometheus and a real Alertmanager. */
@ExtendWith(OnePlatform.class)
@TestInstance(Lifecycle.PER_CLASS)
class OperationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern SCALED_BY = Pattern.compile("metric: \\{name: ([a-z_]+)}");

  private static final String SOMETHING_UNREAD =
      "max by (alertname) (ALERTS{alertname=~\"NobodyReads|ReaderStopped|ServiceDown\"})";

  /** Events that were refused, and promises of a first answer that were kept. */
  private static final List<String> PANELS_OF_EVENTS =
      List.of(
          "sum(belay_events_rejected_total)",
          "sum(belay_clock_met_total{clock=\"first-response\"})");

  private final Platform platform;

  @SuppressWarnings("NullAway.Init") // before the first test
  private Monitoring monitoring;

  @SuppressWarnings("NullAway.Init") // before the first test
  private Bank bank;

  OperationIT(Platform platform) {
    this.platform = platform;
  }

  @BeforeAll
  void watchTraffic() throws IOException {
    assumeTrue(Monitoring.PROMETHEUS.isThere(), Monitoring.PROMETHEUS.whyNot());
    assumeTrue(Monitoring.ALERTMANAGER.isThere(), Monitoring.ALERTMANAGER.whyNot());
    var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "monitoring-");
    monitoring = Monitoring.start(directory, platform.scrapeTargets());
    bank = platform.bank();
    // the first scrapes, so that what comes is an increase
    await("a scrape of each service")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(monitoring.targetsInTrouble()).isEmpty());
    bank.opens(aCase("seen-1").category("withdrawal-delayed"));
    bank.opens(aCase("seen-2").category("suspected-scam-call"));
    bank.opens(
        aCase("seen-3")
            .category("feature-question")
            .toldByMail("en", "seen-3@mail.example")
            .summary("My card is 4111 1111 1111 1111"));
    bank.opens(aCase("seen-3").category("feature-question"));
    bank.reports("seen-3", "AGENT_REPLIED", Map.of());
    bank.reports("seen-3", "RESOLVED", Map.of("outcome", "REFUNDED"));
    bank.reports("seen-3", "CLOSED", Map.of());
    bank.reports("seen-3", "ASSIGNED", Map.of("tier", "senior"));
    bank.expects(
        promoted("seen-1", "front-line", "senior"),
        rejected("seen-3", "ASSIGNED"),
        promoted("seen-2", "specialist", "complaints-office"));
  }

  @AfterAll
  void stop() {
    if (monitoring != null) {
      bank.close();
      monitoring.close();
    }
  }

  @Test
  void everyMetricOfTheTableIsThereAndEveryMetricThereIsInTheTable() {
    await("what appears with its first refresh")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(MetricsTable.scraped(platform.scrapeTargets().values()))
                    .containsAll(MetricsTable.documented()));
    assertThat(MetricsTable.scraped(platform.scrapeTargets().values()))
        .filteredOn(name -> name.startsWith("belay_"))
        .isSubsetOf(MetricsTable.documented());
  }

  @Test
  void whatInstancesAreScaledByIsScraped() throws IOException {
    var kubernetes = Path.of(System.getProperty("belay.root"), "deploy", "kubernetes");
    var scaledBy = new TreeSet<String>();
    try (var files = Files.newDirectoryStream(kubernetes, "*.yaml")) {
      for (var file : files) {
        SCALED_BY
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> scaledBy.add(found.group(1)));
      }
    }
    assertThat(scaledBy).isNotEmpty();
    assertThat(MetricsTable.scrape(platform.scrapeTargets().values()))
        .contains(scaledBy.stream().map(name -> "\n" + name + "{").toList());
  }

  @Test
  void noMetricNamesACaseOrACustomer() {
    assertThat(MetricsTable.scrape(platform.scrapeTargets().values()))
        .doesNotContain("customer-of-", "+44", "mail.example")
        .doesNotContain(bank.caseIds());
  }

  @Test
  void everyQueryOfTheDashboardsHasData() {
    assertThat(Dashboards.queries()).hasSizeGreaterThan(40);
    bank.opens(aCase("asked-1").category("suspected-scam-call"));
    bank.opens(aCase("asked-2").toldByMail("en", "asked-2@mail.example"));
    bank.reports("asked-1", "AGENT_REPLIED", Map.of());
    await("data for every query")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Dashboards.queries().stream()
                            .filter(query -> !monitoring.hasData(query))
                            .toList())
                    .isEmpty());
  }

  @Test
  void threePanelsSayWhatTheTopicsSay() {
    var openByTier = queryOf("How many cases does each tier have?");
    await("cases of each tier")
        .pollInSameThread()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(positive(monitoring.valuesBy("tier", openByTier)))
                    .isEqualTo(openByTier(bank.progress())));

    var before = settled(PANELS_OF_EVENTS);
    long rejectionsBefore = rejections();
    bank.opens(aCase("seen-4").category("feature-question"));
    bank.reports("seen-4", "AGENT_REPLIED", Map.of());
    for (int i = 0; i < 3; i++) {
      bank.reports("seen-3", "ASSIGNED", Map.of("tier", "senior"));
    }
    await("rejections")
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(() -> rejections() == rejectionsBefore + 3);
    await("the panels of rejections and of kept promises follow")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var after = settled(PANELS_OF_EVENTS);
              assertThat(after.get(0) - before.get(0)).as("rejections").isEqualTo(3);
              assertThat(after.get(1) - before.get(1)).as("kept promises").isEqualTo(1);
            });
    bank.reports("seen-4", "CLOSED", Map.of());
  }

  @Test
  void aGatewayThatIsAwayIsAnAlertAtTheAlertmanagerAndNothingIsLost() {
    await("the watchdog").atMost(PATIENCE).until(() -> monitoring.alerts().contains("Watchdog"));
    assertThat(monitoring.alerts()).doesNotContain("UrgentLaneSlow", "AuditorSilent");
    var urgent = aCase("slow-1").category("suspected-scam-call").toldBySms("en", "+447700900999");
    platform.stopSmsCentre();
    try {
      bank.opens(urgent);

      await("the alert")
          .atMost(PATIENCE)
          .until(() -> monitoring.alerts().contains("UrgentLaneSlow"));
    } finally {
      platform.startSmsCentre();
    }
    await("the message after all")
        .atMost(PATIENCE)
        .until(
            () ->
                platform.inbox().messages().stream()
                    .anyMatch(message -> message.to().contains("447700900999")));
    bank.reports("slow-1", "CLOSED", Map.of());
  }

  /** Also topics to which nothing was ever written: else each of them would be an alert. */
  @Test
  void everyTopicThatIsReadSaysSoAndEveryReaderRuns() {
    await("a lag of each topic")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(monitoring.valuesBy("alertname", SOMETHING_UNREAD)).isEmpty();
              assertThat(monitoring.valuesBy("reader", "min by (reader) (belay_reader_running)"))
                  .hasSize(6)
                  .containsKeys("stream", "bank-events")
                  .doesNotContainValue(0.0);
            });
  }

  private static String queryOf(String panel) {
    return Dashboards.queries().stream()
        .filter(query -> query.panel().equals(panel))
        .map(Dashboards.Query::expression)
        .findFirst()
        .orElseThrow();
  }

  /** The values once two scrapes agree on all of them. */
  private List<Double> settled(List<String> expressions) {
    List<Double> seen = new ArrayList<>();
    await("" + expressions)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2_500))
        .until(
            () -> {
              var before = List.copyOf(seen);
              seen.clear();
              expressions.forEach(each -> seen.add(monitoring.value(each).orElse(0)));
              return seen.equals(before);
            });
    return seen;
  }

  private long rejections() {
    return bank.progress().stream().filter(p -> p.getPayload() instanceof EventRejected).count();
  }

  private static Map<String, Double> positive(Map<String, Double> values) {
    return values.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The fold of all progress: cases in work by the tier of their last step. */
  private static Map<String, Double> openByTier(List<CaseProgress> progress) {
    var tiers = new HashMap<String, String>();
    var open = new HashMap<String, Boolean>();
    for (var step : progress) {
      if (step.getTier() != null) {
        tiers.put(step.getCaseId(), step.getTier());
      }
      switch (step.getPayload()) {
        case CaseAccepted accepted -> open.put(step.getCaseId(), true);
        case CaseReopened reopened -> open.put(step.getCaseId(), true);
        case CaseResolved resolved -> open.put(step.getCaseId(), false);
        case CaseClosed closed -> open.put(step.getCaseId(), false);
        default -> {}
      }
    }
    var counts = new TreeMap<String, Double>();
    open.forEach(
        (caseId, isOpen) -> {
          if (isOpen) {
            counts.merge(String.valueOf(tiers.get(caseId)), 1.0, Double::sum);
          }
        });
    return counts;
  }
}
